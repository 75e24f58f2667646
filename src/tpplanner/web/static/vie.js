// Tells that the server is gone, and goes on once one is there again: the strip under the frame says so meanwhile.
// A tab asks without its cookie, and believes only who proves to have the key of its page: whoever else listens at that
// port by then cannot. A server that comes after has another name, which the key tells, as it makes the ticket: what the
// tab holds goes along, closed with it.

import { drawn, sealed, signed } from "./preuve.js";

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
  const challenge = crypto.randomUUID();
  try {
    const answer = await fetch(`/vie/etat?defi=${challenge}`, { credentials: "omit" });
    const { tirage, defi, preuve } = await answer.json();
    if (preuve !== (await signed("serveur", challenge, tirage, defi))) throw new Error("another");
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

// a page that is shown to whoever has not come in has no key, and nothing to go on with
if (drawn) {
  setInterval(look, EVERY);
  document.addEventListener("visibilitychange", look);
  look();
}
