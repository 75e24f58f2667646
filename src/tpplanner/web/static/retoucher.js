// Retoucher: passages are taken in the drawing and put elsewhere. The server judges; the page shows what it answers.

import { clavier, pointeur } from "./gestes.js";
import { prise } from "./prise.js";
import * as serveur from "./serveur.js";

const annonce = /** @type {HTMLElement} */ (document.getElementById("annonce"));
const bulle = document.createElement("p");
bulle.className = "bulle";
bulle.hidden = true;
bulle.setAttribute("aria-hidden", "true");
document.body.append(bulle);

/** @param {string} words */
function say(words) {
  annonce.textContent = words;
}

/** The line at the pointer. @param {string} words @param {string} sorte */
function tip(words, sorte) {
  bulle.textContent = words;
  bulle.hidden = !words;
  bulle.dataset.sorte = sorte;
}

/** @param {number} x @param {number} y */
function follow(x, y) {
  const left = Math.min(x + 16, innerWidth - bulle.offsetWidth - 8);
  bulle.style.setProperty("left", `${Math.max(8, left)}px`);
  bulle.style.setProperty("top", `${Math.min(y + 20, innerHeight - bulle.offsetHeight - 8)}px`);
}

const page = () => /** @type {HTMLElement} */ (document.getElementById("retouche"));

/** Ask the server, and show what it answers in the place of what is shown. @param {string} address @param {RequestInit} [how] */
async function ask(address, how) {
  const cadran = page().querySelector(".cadran");
  const at = { left: cadran?.scrollLeft ?? 0, top: cadran?.scrollTop ?? 0 };
  const answer = await serveur.ask(address, how);
  const shown = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = shown.getElementById("retouche");
  if (!fresh) {
    location.assign(answer.url); // a version was made, a search began: another page
    return;
  }
  const pressed = page().contains(document.activeElement) ? document.activeElement?.textContent?.trim() : "";
  const drawn = page().querySelector(".frise:is(:target, :has(:target))");
  page().replaceWith(fresh);
  const asked = new URL(answer.url);
  asked.searchParams.delete("fait");
  if (answer.ok) history.replaceState(null, "", asked.pathname + asked.search);
  if (drawn) keepDrawn();
  page().querySelector(".cadran")?.scrollTo(at);
  dispatchEvent(new CustomEvent("dessin"));
  begin();
  if (pressed && document.activeElement === document.body) refocus(pressed);
}

/** Where the list stands for the drawing, show the drawing still. */
function keepDrawn() {
  const [x, y] = [scrollX, scrollY];
  location.replace("#dessin");
  scrollTo(x, y);
}

/** Give the focus back to the button that was pressed; to the panel where there is none any more. @param {string} words */
function refocus(words) {
  const buttons = /** @type {HTMLButtonElement[]} */ ([...page().querySelectorAll("button")]);
  const same = buttons.find((one) => !one.disabled && one.textContent?.trim() === words);
  (same ?? document.getElementById("panneau"))?.focus({ preventScroll: true });
}

/** Begin again on what is shown, at the passage that is held. */
function begin() {
  const root = page();
  const own = prise(root, say, tip, (fields) => {
    ask(`${root.dataset.retouche}/faire`, { method: "POST", body: new URLSearchParams(fields) });
  });
  clavier(root, own, say, follow);
  current = own;
  for (const g of root.querySelectorAll("g[data-c]")) g.setAttribute("role", "button");
  const title = /** @type {HTMLElement | null} */ (root.querySelector("[data-pris][data-candidat]"));
  const bars = /** @type {SVGGElement[]} */ ([...root.querySelectorAll("g[data-c]")]);
  bars.find((g) => g.dataset.c === title?.dataset.candidat && g.dataset.e === title?.dataset.epreuve)?.focus({ preventScroll: true });
  if (root.dataset.dit) say(root.dataset.dit);
}

/** Show another day while a passage is held. @param {string} jour */
async function open(jour) {
  const root = page();
  const zoom = /** @type {HTMLElement} */ (root.querySelector(".frise")).dataset.zoom ?? "";
  const answer = await serveur.ask(`${root.dataset.retouche}/dessin?${new URLSearchParams({ jour, zoom })}`);
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".frise");
  if (!fresh) return;
  root.querySelector(".frise")?.replaceWith(fresh);
  dispatchEvent(new CustomEvent("dessin"));
  current?.montre();
}

/** Show what can be done with a passage. @param {SVGGElement} g */
function choose(g) {
  const jour = (g.ownerSVGElement?.dataset.debut ?? "").slice(0, 10);
  const asked = new URLSearchParams({ candidat: g.dataset.c ?? "", epreuve: g.dataset.e ?? "", jour });
  ask(`${page().dataset.retouche}?${asked}`);
}

/** @type {ReturnType<typeof prise> | null} */
let current = null;
begin();

// the pointer is followed from the document, which stays
const held = () => /** @type {ReturnType<typeof prise>} */ (current);
pointeur(
  document.getElementById("contenu") ?? document.body,
  {
    take: (g) => held().take(g),
    aim: (...where) => held().aim(...where),
    surAutre: (g) => held().surAutre(g),
    nulle: (words) => held().nulle(words),
    drop: () => held().drop(),
    laisse: () => held().laisse(),
    release: () => held().release(),
    montre: () => held().montre(),
    admet: (voie) => held().admet(voie),
    pris: () => held().pris(),
    vise: () => held().vise(),
  },
  follow,
  open,
  choose,
);
document.addEventListener("submit", (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  const root = page();
  if (!root.contains(form) || form.method !== "post" || !form.action.startsWith(location.origin + root.dataset.retouche)) return;
  event.preventDefault();
  const data = new FormData(form, /** @type {SubmitEvent} */ (event).submitter);
  const fields = new URLSearchParams([...data].map(([name, value]) => [name, String(value)]));
  ask(form.action, { method: "POST", body: fields });
});
