// Fills the cards of sessions that are not known yet, a few at a time, and what is to be done for them.

import { ask } from "./serveur.js";

/** Whether somebody has done something here: showing all in its order would take it from under the hand. */
let touched = false;
/** Whether a button of the mouse or a finger is down: what is shown anew between down and up loses the click. */
let pressed = false;
addEventListener("keydown", () => (touched = true));
addEventListener("pointerdown", () => (touched = pressed = true));
for (const kind of ["pointerup", "pointercancel", "dragend"]) addEventListener(kind, () => setTimeout(released));

/** Whether cards of which nothing was known were shown. */
const unseen = document.querySelector("#cartes > [data-attend]") !== null;

/** How many cards the server had made when some were shown here last: it tells those that it made since. */
let vu = document.getElementById("cartes")?.dataset.vu ?? "0";

/** Pieces as they are now, by id, until nobody is at the one that they replace. @type {Map<string, string>} */
const fresh = new Map();

/** Shows the pieces at which nobody is. */
function put() {
  if (pressed) return;
  for (const [id, html] of fresh) {
    const piece = document.getElementById(id);
    if (piece?.contains(document.activeElement)) continue;
    fresh.delete(id);
    if (piece && html) piece.outerHTML = html; // made by the server, where all that was typed is escaped
    else piece?.remove();
  }
}

function released() {
  pressed = false;
  put();
}
addEventListener("focusout", () => setTimeout(put));

/** One look at what was read meanwhile. @returns {Promise<number>} how many are left */
async function look() {
  const answer = await ask(`/sessions/etat?vu=${vu}`);
  const { cartes, a_faire, reste, ...told } = await answer.json();
  vu = told.vu;
  for (const [id, html] of Object.entries(cartes)) fresh.set(`carte-${id}`, html);
  fresh.set("a-faire", a_faire);
  put();
  return reste;
}

/** Shows them in their order, those that are over folded, unless somebody is at one of them already. */
async function settle() {
  const busy = () => touched || document.querySelector("main :focus, main details[open]") || scrollY > 0;
  if (!unseen || busy()) return;
  const answer = await ask(location.href);
  const main = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main");
  if (main && !busy()) document.querySelector("main")?.replaceWith(main);
}

async function fill() {
  while (!document.hidden) {
    try {
      if (!(await look())) return await settle();
    } catch {
      return; // the server is gone: the strip says so, and the page comes anew
    }
  }
  document.addEventListener("visibilitychange", fill, { once: true });
}

if (Number(document.getElementById("cartes")?.dataset.attendues)) fill();
