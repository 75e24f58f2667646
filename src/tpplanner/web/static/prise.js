// A passage that is held: where it may go as the server tells it, what the place under it is worth, where it is dropped.

import { ask } from "./serveur.js";
import * as v from "./voies.js";

/** @typedef {{jour: string, jury: string, libres: string[][], raisons: string[][]}} Ligne */
/** @typedef {{candidat: string, epreuve: string, jury: string, jour: string, debut: number, minutes: number, nom: string}} Pris */
/** @typedef {{possible: boolean, dit: string}} Echange */

const PAS = 5;
const PRES = 10;
const AUCUNE = "Aucune heure libre\u00a0: essayez un échange.";

/**
 * @param {HTMLElement} root the page of Retoucher
 * @param {(words: string) => void} say
 * @param {(words: string, sorte: string) => void} tip the line at the pointer
 * @param {(fields: Record<string, string>) => void} send ask for a change
 */
export function prise(root, say, tip, send) {
  const base = root.dataset.retouche ?? "";
  /** @type {Pris | null} */
  let pris = null;
  /** @type {Ligne[] | null} */
  let lignes = null;
  /** @type {{voie: Element, at: number} | {autre: SVGGElement} | null} */
  let vise = null;
  let tour = 0;
  /** @type {Map<string, Echange>} */
  const echanges = new Map();

  /** @param {SVGGElement} g */
  const nomDe = (g) => (g.querySelector("title")?.textContent ?? g.getAttribute("aria-label") ?? "").replace(/^Passage de /, "");

  /** @param {SVGGElement} g */
  function take(g) {
    const debut = v.minutesDe(g.dataset.a ?? "");
    pris = {
      candidat: g.dataset.c ?? "",
      epreuve: g.dataset.e ?? "",
      jury: g.dataset.jury ?? "",
      jour: v.jourDe(/** @type {Element} */ (g.closest(".voie"))),
      debut,
      minutes: v.minutesDe(g.dataset.fin ?? "") - debut,
      nom: nomDe(g).split(",")[0],
    };
    lignes = null;
    vise = null;
    echanges.clear();
    montre();
    tip("je cherche…", "cherche");
    say(`Pris\u00a0: ${nomDe(g)}. Je cherche les heures libres. Flèches pour choisir, Entrée pour poser, Échap pour laisser.`);
    cherche(++tour);
  }

  /** @param {number} own */
  async function cherche(own) {
    if (!pris) return;
    const asked = new URLSearchParams({ candidat: pris.candidat, epreuve: pris.epreuve });
    const answer = await ask(`${base}/places?${asked}`);
    if (own !== tour || !pris) return;
    const told = answer.ok ? await answer.json() : { immobile: "", lignes: [] };
    if (own !== tour || !pris) return;
    lignes = told.lignes;
    montre();
    const jours = [...compteJours()].map(([jour, n]) => `${n} ${jour}`);
    say(told.immobile || (jours.length ? `Heures libres\u00a0: ${jours.join(", ")}.` : AUCUNE));
    if (told.immobile) tip(told.immobile, "refus");
    else if (!vise) tip(jours.length ? "" : AUCUNE, "cherche");
    else if ("voie" in vise) aim(vise.voie, vise.at);
  }

  /** Show in the day that is drawn what is held and where it may go. */
  function montre() {
    if (!pris) return;
    for (const g of root.querySelectorAll("g[data-c]")) {
      const own = /** @type {SVGGElement} */ (g).dataset;
      g.classList.toggle("pris", own.c === pris.candidat && own.e === pris.epreuve);
    }
    v.efface(root, "libre");
    compteJours();
    for (const voie of root.querySelectorAll(".voie[data-jury]")) {
      for (const [from, last] of suites(ligne(voie)?.libres ?? [])) {
        const words = `✓\u00a0${v.heure(from)}${last > from ? ` – ${v.heure(last)}` : ""}`;
        v.dessine(voie, from, last + pris.minutes, "libre", words);
      }
    }
  }

  /** Mark the days that have free hours: how many, by the name of the day. */
  function compteJours() {
    const found = new Map();
    for (const onglet of root.querySelectorAll(".jours a[data-jour]")) {
      onglet.querySelector(".libres")?.remove();
      const nom = onglet.textContent?.trim().replace(/\s*\(.*/, "") ?? "";
      const jour = /** @type {HTMLElement} */ (onglet).dataset.jour;
      const n = (lignes ?? []).filter((l) => l.jour === jour).reduce((sum, l) => sum + l.libres.length, 0);
      if (n) found.set(nom, n);
      if (n) onglet.append(Object.assign(document.createElement("strong"), { className: "libres", textContent: `✓\u00a0${n}` }));
    }
    return found;
  }

  /** Hours that follow each other, as one stretch: the first and the last of each. @param {string[][]} libres */
  function suites(libres) {
    /** @type {number[][]} */
    const runs = [];
    for (const at of libres.map(([h]) => v.minutesDe(h)).sort((a, b) => a - b)) {
      const last = runs.at(-1);
      if (last && at - last[1] <= PAS) last[1] = at;
      else runs.push([at, at]);
    }
    return runs;
  }

  /** What is known of a row. @param {Element} voie */
  function ligne(voie) {
    const jury = juryDe(voie);
    return lignes?.find((l) => l.jour === v.jourDe(voie) && l.jury === jury);
  }

  /** The jury of a row: that of the passage on the rows of people. @param {Element} voie */
  const juryDe = (voie) => /** @type {HTMLElement} */ (voie).dataset.jury ?? pris?.jury ?? "";

  /** Whether what is held may be dropped on a row at all. @param {Element} voie */
  function admet(voie) {
    const own = /** @type {HTMLElement} */ (voie).dataset;
    return !!pris && (own.jury !== undefined ? !!pris.jury : own.de === pris.candidat);
  }

  /** Aim at an hour of a row. @param {Element} voie @param {number} minutes @param {boolean} [near] go to a free hour that is near */
  function aim(voie, minutes, near = false) {
    if (!pris) return;
    if (!admet(voie)) return nulle(pris.jury ? "Posez-le sur la ligne d'un jury, ou sur un autre passage" : "Posez-le sur la ligne du candidat");
    desaccorde();
    let at = Math.max(0, Math.min(24 * 60 - PAS, Math.round(minutes / PAS) * PAS));
    const known = ligne(voie);
    if (near && known) {
      const close = known.libres.map(([h]) => v.minutesDe(h)).sort((a, b) => Math.abs(a - minutes) - Math.abs(b - minutes))[0];
      if (close !== undefined && Math.abs(close - minutes) <= PRES) at = close;
    }
    vise = { voie, at };
    const free = known?.libres.find(([h]) => v.minutesDe(h) === at);
    const reason = known?.raisons.find(([a, b]) => v.minutesDe(a) <= at && at <= v.minutesDe(b));
    const here = at === pris.debut && juryDe(voie) === pris.jury && v.jourDe(voie) === pris.jour;
    const signe = free ? "✓\u00a0" : reason && !here ? "✗\u00a0" : "";
    v.efface(root, "ombre");
    v.dessine(voie, at, at + pris.minutes, "ombre", `${signe}${v.heure(at)}`, pris.nom);
    root.querySelector('[data-trace="ombre"]')?.classList.add(free ? "oui" : signe ? "non" : "cherche");
    const words = free ? `${v.heure(at)}, ${free[2]}` : here ? "C'est sa place" : reason ? reason[2] : lignes ? "" : "je cherche…";
    tip(signe + words, free ? "oui" : signe ? "refus" : "cherche");
    const nom = /** @type {HTMLElement} */ (voie).dataset.nom ?? "";
    return `${nom}, ${v.heure(at)}\u00a0: ${free ? "libre, " : ""}${words}`;
  }

  /** Aim at another passage. @param {SVGGElement} g */
  async function surAutre(g) {
    if (!pris || (vise && "autre" in vise && vise.autre === g)) return;
    desaccorde();
    v.efface(root, "ombre");
    vise = { autre: g };
    const nom = nomDe(g).split(",")[0];
    const key = `${g.dataset.c}|${g.dataset.e}`;
    tip(`↔ Échanger avec ${nom}\u00a0: je cherche…`, "cherche");
    if (!echanges.has(key)) {
      const asked = new URLSearchParams({ candidat: pris.candidat, epreuve: pris.epreuve });
      asked.set("avec", g.dataset.c ?? "");
      asked.set("avec_epreuve", g.dataset.e ?? "");
      const answer = await ask(`${base}/echange?${asked}`);
      echanges.set(key, answer.ok ? await answer.json() : { possible: false, dit: "" });
    }
    const told = /** @type {Echange} */ (echanges.get(key));
    if (!vise || !("autre" in vise) || vise.autre !== g) return;
    g.classList.add(told.possible ? "echange-oui" : "echange-non");
    root.querySelectorAll("g.pris").forEach((own) => own.classList.add(told.possible ? "echange-oui" : "echange-non"));
    const words = `↔ Échanger avec ${nom}\u00a0: ${told.dit}`;
    tip(`${told.possible ? "✓" : "✗"}\u00a0${words}`, told.possible ? "oui" : "refus");
    say(words);
  }

  /** Aim at nothing: dropped there, what is held stays where it was. @param {string} words */
  function nulle(words) {
    if (!pris) return "";
    desaccorde();
    v.efface(root, "ombre");
    vise = null;
    tip(words, "cherche");
    return words;
  }

  function desaccorde() {
    root.querySelectorAll(".echange-oui, .echange-non").forEach((g) => g.classList.remove("echange-oui", "echange-non"));
  }

  /** Drop it where it is aimed at: the server judges. */
  function drop() {
    const [held, where] = [pris, vise];
    if (!held || !where) return laisse();
    const own = { candidat: held.candidat, epreuve: held.epreuve };
    if ("autre" in where) {
      release();
      send({ quoi: "echanger", ...own, avec: `${where.autre.dataset.c}|${where.autre.dataset.e}` });
      return;
    }
    const [jour, jury] = [v.jourDe(where.voie), juryDe(where.voie)];
    release();
    if (where.at === held.debut && jour === held.jour && jury === held.jury) return laisse();
    send({ quoi: "deplacer", ...own, jour, jury, heure: v.chiffres(where.at) });
  }

  /** Let go and say so. */
  function laisse() {
    release();
    say("Laissé à sa place.");
  }

  /** Let go: all is as it was. */
  function release() {
    pris = vise = lignes = null;
    tour++;
    desaccorde();
    compteJours();
    for (const name of ["libre", "ombre"]) v.efface(root, name);
    root.querySelectorAll("g.pris").forEach((g) => g.classList.remove("pris"));
    tip("", "");
  }

  return { take, aim, surAutre, nulle, drop, laisse, release, montre, admet, pris: () => pris, vise: () => vise };
}
