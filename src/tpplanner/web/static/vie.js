// Tells that the server is gone, and goes on once one is there again: the strip under the frame says so meanwhile.
// A tab asks without its cookie, and believes only who proves to have the key of its page: whoever else listens at that
// port by then cannot. A server that comes after has another name, which the key tells, as it makes the ticket: what the
// tab holds goes along, closed with it.

import { drawn, sealed, signed } from "./preuve.js";
import { proof, sure } from "./serveur.js";

/** Milliseconds between two looks. */
const EVERY = 1500;

const strip = /** @type {HTMLElement | null} */ (document.getElementById("bandeau"));
const before = strip?.textContent ?? "";
let gone = false;
let leaving = false;

/** Shows a sentence in the strip. @param {string} words */
function say(words) {
  if (!strip) return;
  strip.textContent = words;
  strip.hidden = !words;
}

async function look() {
  if (document.hidden || leaving) return;
  try {
    const { tirage, defi } = await proof();
    if (tirage !== drawn) await go(tirage, defi);
    else if (gone) back();
  } catch {
    gone = true;
    say(strip?.dataset.arret ?? "");
  }
}

/** The same server answers again. */
function back() {
  gone = false;
  say(before);
  // whoever holds something that is not sent yet sends it, and stops this
  if (dispatchEvent(new Event("reprise", { cancelable: true }))) location.reload();
}

/** Goes on with the server that comes after. @param {string} tirage @param {string} defi */
async function go(tirage, defi) {
  if (leaving) return;
  leaving = true;
  dispatchEvent(new Event("depart")); // whoever holds something that is not sent yet puts it where it goes along
  const name = (await signed("nom", tirage)).slice(0, 32);
  const ticket = `${defi}.${await signed("onglet", defi)}`;
  const held = await sealed(ticket, JSON.stringify(Object.fromEntries(Object.entries(sessionStorage))));
  const asked = new URLSearchParams({ billet: ticket, vers: location.pathname + location.search });
  location.replace(`http://${name}.localhost:${location.port}/entrer?${asked}#${held}`);
}

/**
 * Where it is not sure who listens, ask first; whatever leads on is not followed meanwhile.
 * @param {Event} event @param {() => void} follow
 */
async function first(event, follow) {
  if (sure()) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  await look();
  if (sure() && !leaving) follow();
}

document.addEventListener(
  "submit",
  (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    first(event, () => form.requestSubmit(event.submitter));
  },
  { capture: true },
);
document.addEventListener(
  "click",
  (event) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    const leads = link?.origin === location.origin && link.pathname + link.search !== location.pathname + location.search;
    if (link && leads) first(event, () => link.click());
  },
  { capture: true },
);

// a page that is shown to whoever has not come in has no key, and nothing to go on with
if (drawn) {
  setInterval(look, EVERY);
  document.addEventListener("visibilitychange", look);
  look();
}
