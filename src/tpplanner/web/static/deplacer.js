// Passages taken by mouse, touch or keyboard, and put elsewhere: the server judges, nothing is decided here.

import { panneau, fields } from "./panneau.js";
import * as v from "./voies.js";

/** @typedef {{box: SVGGElement, start: number, minutes: number, voie: v.Voie | undefined, at: number}} Taken */

const root = /** @type {HTMLElement} */ (document.querySelector("[data-deplacer]"));
const all = v.voies(root);
const boxes = /** @type {SVGGElement[]} */ ([...root.querySelectorAll("svg[data-debut] [data-c]")]);
const step = Number(root.dataset.pas) || 5;
const announced = /** @type {HTMLElement} */ (document.getElementById("annonce"));
const panel = /** @type {HTMLElement} */ (document.getElementById("panneau"));

/** @type {Taken | null} */
let taken = null;

/** @param {string} words */
function say(words) {
  announced.textContent = words;
}

const shown = panneau(panel, say, outline, () => release(true));

// -- which passages there are

/** @param {SVGGElement} box */
function middle(box) {
  const rect = /** @type {SVGRectElement} */ (box.querySelector("rect"));
  return { x: rect.x.baseVal.value, y: rect.y.baseVal.value + 4, width: rect.width.baseVal.value };
}

/** @param {SVGGElement} box */
const drawing = (box) => /** @type {SVGSVGElement} */ (box.ownerSVGElement);

for (const box of boxes) {
  box.setAttribute("role", "button");
  box.setAttribute("tabindex", "-1");
  const words = [...box.querySelectorAll("text")].map((text) => text.textContent);
  box.setAttribute("aria-label", [...words, box.querySelector("title")?.textContent].filter(Boolean).join(" "));
}
for (const svg of root.querySelectorAll("svg[data-debut]")) svg.querySelector("[data-c]")?.setAttribute("tabindex", "0");

/** @param {SVGGElement} box */
function focus(box) {
  for (const other of drawing(box).querySelectorAll('[data-c][tabindex="0"]')) other.setAttribute("tabindex", "-1");
  box.setAttribute("tabindex", "0");
  box.focus();
}

/** The passage beside another in its drawing. @param {SVGGElement} box @param {string} key */
function beside(box, key) {
  const here = middle(box);
  const others = boxes.filter((b) => b !== box && drawing(b) === drawing(box)).map((b) => ({ b, ...middle(b) }));
  const ahead = key === "ArrowRight" || key === "ArrowDown" ? 1 : -1;
  const along = key === "ArrowRight" || key === "ArrowLeft";
  const there = others.filter((o) => (along ? o.y === here.y && (o.x - here.x) * ahead > 0 : (o.y - here.y) * ahead > 0));
  /** @param {{x: number, y: number}} o */
  const far = (o) => (along ? Math.abs(o.x - here.x) : Math.abs(o.y - here.y) * 10000 + Math.abs(o.x - here.x));
  return there.sort((a, b) => far(a) - far(b))[0]?.b;
}

// -- taking and letting go

/** @param {SVGGElement} box */
function take(box) {
  release(false);
  const start = v.minutesDe(box.dataset.a ?? "");
  const { y, width } = middle(box);
  const minutes = Math.round((width + 1) / Number(drawing(box).dataset.pas));
  taken = { box, start, minutes, voie: v.voieEn(all, drawing(box), y), at: start };
  same(box).forEach((other) => other.classList.add("pris"));
  say(`Pris\u00a0: ${box.getAttribute("aria-label")}. Flèches pour choisir, Entrée pour déposer, Échap pour laisser.`);
  shown.show(root.dataset.deplacer ?? "", which(box));
}

/** The boxes of the same passage, in all drawings. @param {SVGGElement} box */
function same(box) {
  return boxes.filter((b) => b.dataset.c === box.dataset.c && b.dataset.e === box.dataset.e);
}

/** @param {SVGGElement} box */
function which(box) {
  return new URLSearchParams({ candidat: box.dataset.c ?? "", epreuve: box.dataset.e ?? "" });
}

/** @param {boolean} back whether the passage gets the focus again */
function release(back) {
  if (!taken) return;
  const { box } = taken;
  same(box).forEach((other) => other.classList.remove("pris"));
  taken = null;
  v.efface(root, "ombre");
  shown.close();
  if (back) focus(box);
}

/** Show where the passage would be. @param {v.Voie | undefined} voie @param {number} at */
function aim(voie, at) {
  if (!taken || !voie || !admits(voie)) return;
  taken.voie = voie;
  taken.at = Math.max(0, Math.min(24 * 60 - step, Math.round(at / step) * step));
  v.efface(root, "ombre");
  v.dessine(voie, taken.at, taken.at + taken.minutes, "ombre", v.heure(taken.at));
}

/** Whether a passage may be put on a row at all: one of a jury, or that of its own candidat. @param {v.Voie} voie */
function admits(voie) {
  return voie.jury ? !!taken && watched(taken.box) : voie.candidat === taken?.box.dataset.c;
}

/** Whether a jury hears that passage. @param {SVGGElement} box */
const watched = (box) => same(box).some((b) => v.voieEn(all, drawing(b), middle(b).y)?.jury);

function drop() {
  if (!taken?.voie) return;
  const { voie, at, box } = taken;
  if (at === taken.start && voie === v.voieEn(all, drawing(box), middle(box).y)) {
    say("Rien n'a bougé.");
    return;
  }
  const card = found(voie, at);
  if (card) {
    shown.send(card.action, fields(card));
    return;
  }
  const asked = which(box);
  asked.set("jour", voie.jour);
  asked.set("heure", v.chiffres(at));
  asked.set("jury", voie.jury);
  shown.send(`${root.dataset.deplacer}/deplacer`, asked);
}

/** The place that a search has found there. @param {v.Voie} voie @param {number} at */
function found(voie, at) {
  const cards = /** @type {HTMLElement[]} */ ([...panel.querySelectorAll("[data-cartes] > li[data-heure]")]);
  const card = cards.find((c) => c.dataset.heure === v.chiffres(at) && there(c, voie));
  return card ? card.querySelector("form") : null;
}

/** @param {HTMLElement} card @param {v.Voie} voie */
function there(card, voie) {
  return card.dataset.jour === voie.jour && (voie.jury ? voie.jury === card.dataset.jury : admits(voie));
}

/** Outline the places that the panel tells: one stretch for starts that follow each other. */
function outline() {
  v.efface(root, "libre");
  if (!taken) return;
  if (!drag) taken.box.scrollIntoView({ block: "nearest", inline: "nearest" });
  for (const found of panel.querySelectorAll("[data-cartes] > li")) {
    const card = /** @type {HTMLElement} */ (found);
    const starts = (card.dataset.heure ?? card.dataset.debuts ?? "").trim().split(/\s+/).map(v.minutesDe);
    const runs = starts.map((s, i) => (i && s - starts[i - 1] <= step ? null : s)).filter((s) => s !== null);
    for (const voie of all.filter((lane) => there(card, lane))) {
      runs.forEach((from, i) => {
        const last = starts.filter((s) => s >= from && (i + 1 === runs.length || s < runs[i + 1])).at(-1) ?? from;
        v.dessine(voie, from, last + Number(card.dataset.minutes), "libre");
      });
    }
  }
}

// -- keyboard

const ARROWS = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"];

root.addEventListener("keydown", (event) => {
  const box = /** @type {SVGGElement | null} */ (/** @type {Element} */ (event.target).closest("[data-c]"));
  if (!box || event.ctrlKey || event.metaKey || event.altKey) return;
  const own = taken?.box === box ? taken : null;
  if (event.key === "Enter" || event.key === " ") own ? drop() : take(box);
  else if (ARROWS.includes(event.key) && own) point(own, event.key, event.shiftKey);
  else if (ARROWS.includes(event.key)) beside(box, event.key) && focus(/** @type {SVGGElement} */ (beside(box, event.key)));
  else return;
  event.preventDefault();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && taken) release(true);
});

/** @param {Taken} held @param {string} key @param {boolean} far */
function point(held, key, far) {
  const lanes = all.filter((voie) => admits(voie) && !!voie.jury === !!held.voie?.jury);
  const rank = lanes.findIndex((voie) => voie === held.voie);
  const by = key === "ArrowRight" || key === "ArrowDown" ? 1 : -1;
  if (key === "ArrowUp" || key === "ArrowDown") aim(lanes[rank + by] ?? held.voie, held.at);
  else aim(held.voie, held.at + by * (far ? 6 : 1) * step);
  held.voie?.rect.scrollIntoView({ block: "nearest" });
  const name = held.voie?.svg.closest("section")?.getAttribute("aria-label") ?? "";
  say([name, held.voie?.rect.dataset.nom, v.heure(held.at)].filter(Boolean).join(", "));
}

// -- mouse, pen, touch: a mouse drags; a finger takes by a touch and puts by another, so that it still scrolls

/** @type {{box: SVGGElement, x: number, y: number, off: number, on: boolean} | null} */
let drag = null;
let dragged = false;

root.addEventListener("pointerdown", (event) => {
  const box = /** @type {SVGGElement | null} */ (/** @type {Element} */ (event.target).closest("[data-c]"));
  dragged = false;
  if (!box || event.pointerType === "touch" || event.button !== 0) return;
  const off = v.pointDans(drawing(box), event).x - v.xDe(drawing(box), v.minutesDe(box.dataset.a ?? ""));
  drag = { box, x: event.clientX, y: event.clientY, off, on: false };
});
addEventListener("pointermove", (event) => {
  if (!drag) return;
  if (!drag.on && Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < 5) return;
  if (!drag.on) {
    drag.on = dragged = true;
    if (taken?.box !== drag.box) take(drag.box);
  }
  event.preventDefault();
  const margin = 60;
  if (event.clientY < margin) scrollBy(0, -12);
  if (event.clientY > innerHeight - margin) scrollBy(0, 12);
  over(event, drag.off);
});
addEventListener("pointerup", () => {
  if (drag?.on) drop();
  drag = null;
});
addEventListener("pointercancel", () => (drag = null));

/** Aim at what is under the pointer. @param {MouseEvent} event @param {number} off units between it and the start */
function over(event, off) {
  const under = document.elementFromPoint(event.clientX, event.clientY)?.closest("svg[data-debut]");
  if (!under) return false;
  const svg = /** @type {SVGSVGElement} */ (under);
  const { x, y } = v.pointDans(svg, event);
  const voie = v.voieEn(all, svg, y);
  aim(voie, v.minutesEn(svg, x - off));
  return voie !== undefined && taken?.voie === voie;
}

root.addEventListener("click", (event) => {
  if (dragged) return;
  const box = /** @type {SVGGElement | null} */ (/** @type {Element} */ (event.target).closest("[data-c]"));
  if (box && box !== taken?.box) {
    take(box);
    focus(box);
  } else if (taken && !box && over(event, 0)) drop();
});

const moved = boxes.find((b) => b.dataset.c === root.dataset.candidat && b.dataset.e === root.dataset.epreuve);
if (moved) focus(moved);
