// Keeps what is typed of the centre a second after the last key, or once a field is left.

import { ask, askNow, certain, sure } from "./serveur.js";

/** Milliseconds after the last key. */
const AFTER = 1000;

/** Characters that a browser still sends for a page that is left, at most. */
const LEAVING = 60_000;

/** Under which what is not sent yet goes along with this tab. */
const HELD = "centre";

const form = /** @type {HTMLFormElement | null} */ (document.querySelector("form[data-centre]"));
const told = document.getElementById("dit");
/** @type {number | undefined} */
let waiting;
let saving = Promise.resolve();
let changed = false;

/** All that stands in the form. @returns {URLSearchParams} */
function typed() {
  const sent = new FormData(/** @type {HTMLFormElement} */ (form));
  sent.set("faire", "garder");
  return new URLSearchParams(/** @type {any} */ (sent));
}

/** Sends it once it is certain to whom; what the server says of it is shown. */
const keep = () => certain().then(send, () => undefined); // the strip above says that the server is gone: sent once it is back

async function send() {
  if (!form || !changed) return;
  changed = false;
  try {
    const body = typed();
    const answer = await askNow("/centre", { method: "POST", body, keepalive: String(body).length < LEAVING });
    const { dit, refus, empreinte } = await answer.json();
    const stamp = form.querySelector("[name=empreinte]");
    if (empreinte && stamp instanceof HTMLInputElement) stamp.value = empreinte;
    if (told) told.textContent = refus ?? dit;
  } catch {
    changed = true;
  }
}

/** One save after the other. */
function soon() {
  clearTimeout(waiting);
  saving = saving.then(keep);
}

form?.addEventListener("input", () => {
  changed = true;
  clearTimeout(waiting);
  waiting = setTimeout(soon, AFTER);
});
form?.addEventListener("change", soon);
form?.addEventListener("submit", () => {
  clearTimeout(waiting);
  changed = false;
});
addEventListener("pagehide", () => (sure() ? send() : hold()));
addEventListener("reprise", (event) => {
  if (!changed) return;
  event.preventDefault();
  soon();
});
addEventListener("depart", hold);

/** What is not sent yet goes along with this tab. */
function hold() {
  if (form && changed) sessionStorage.setItem(HELD, typed().toString());
}

const held = form && sessionStorage.getItem(HELD);
if (held) {
  ask("/centre", { method: "POST", body: new URLSearchParams(held) }).then(() => {
    sessionStorage.removeItem(HELD);
    location.reload();
  });
}
