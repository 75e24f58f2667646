// Fills the cards of sessions that are not known yet, a few at a time, and what is to be done for them.

import { ask } from "./serveur.js";

/** Whether somebody is at work here, or on the way to another page: showing the page anew would keep them from it. */
let touched = false;
for (const kind of ["pointerdown", "keydown", "beforeunload"]) addEventListener(kind, () => (touched = true));

/** Whether cards of which nothing was known were shown. */
const unseen = document.querySelector("#cartes > [data-attend]") !== null;

/** How many cards the server had made when some were shown here last: it tells those that it made since. */
let vu = document.getElementById("cartes")?.dataset.vu ?? "0";

/** One look at what was read meanwhile. @returns {Promise<number>} how many are left */
async function look() {
  const answer = await ask(`/sessions/etat?vu=${vu}`);
  const { cartes, a_faire, reste, ...told } = await answer.json();
  vu = told.vu;
  for (const [id, html] of Object.entries(cartes)) {
    const card = document.getElementById(`carte-${id}`);
    if (!card || card.contains(document.activeElement)) continue;
    if (html) card.outerHTML = html;
    else card.remove();
  }
  const due = document.getElementById("a-faire");
  if (due && !due.contains(document.activeElement)) due.outerHTML = a_faire;
  return reste;
}

/** Shows them in their order, those that are over folded, unless somebody is at one of them already. */
function settle() {
  const busy = touched || document.querySelector("main :focus, main details[open]") || scrollY > 0;
  if (unseen && !busy) location.reload();
}

async function fill() {
  while (!document.hidden) {
    try {
      if (!(await look())) return settle();
    } catch {
      return; // the server is gone: the strip says so, and the page comes anew
    }
  }
  document.addEventListener("visibilitychange", fill, { once: true });
}

if (Number(document.getElementById("cartes")?.dataset.attendues)) fill();
