// The form of a titre as the server shows it: what a button asks for is shown in its place; what is missing, and sums, are
// told while one types. Without this script each button is a page that is loaded.

import * as serveur from "./serveur.js";

/** Milliseconds without typing before the form is read again. */
const QUIET = 350;

const form = () => /** @type {HTMLFormElement} */ (document.querySelector("[data-saisie]"));

/**
 * What the server answers to the form as it stands.
 * @param {string} asked what is asked for
 * @param {AbortSignal} [signal]
 * @returns {Promise<Document>}
 */
async function ask(asked, signal) {
  const sent = new URLSearchParams(/** @type {any} */ (new FormData(form())));
  sent.set("faire", asked);
  const answer = await serveur.ask(form().action, { method: "POST", body: sent, signal });
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

/** Asks for something that changes the form, and shows it so. @param {string} asked */
async function change(asked) {
  looking?.abort();
  const before = form();
  const focused = document.activeElement?.id ?? "";
  const opened = [...before.querySelectorAll("details[open][id]")].map((details) => details.id);
  before.inert = true;
  try {
    const answer = await ask(asked);
    const shown = answer.querySelector("[data-saisie]");
    if (!shown) {
      say((answer.querySelector("main") ?? answer.body).textContent ?? "");
      return;
    }
    const wanted = shown.querySelector("[autofocus]");
    wanted?.removeAttribute("autofocus");
    // made by the server, where all that was typed is escaped
    before.replaceWith(shown);
    dress();
    for (const id of opened) document.getElementById(id)?.setAttribute("open", "");
    const there = wanted ?? document.getElementById(focused);
    if (there instanceof HTMLElement) there.focus();
  } catch {
    say(before.dataset.muet ?? "");
  } finally {
    before.inert = false;
  }
}

/** @type {AbortController | undefined} */
let looking;

/** Tells what is missing of the form as it stands. */
async function look() {
  looking?.abort();
  looking = new AbortController();
  try {
    const shown = await ask("verifier", looking.signal);
    for (const told of shown.querySelectorAll("[data-vif]")) {
      document.getElementById(told.id)?.replaceChildren(...told.childNodes);
    }
  } catch {
    // another look has begun, or the server is busy: the next one tells
  }
}

/** Says why the form stays as it is. @param {string} phrase */
function say(phrase) {
  const missing = document.getElementById("manques");
  if (!missing) return;
  missing.textContent = phrase;
  form().inert = false;
  missing.focus();
}

let quiet = 0;

/** Looks once nobody has typed for a while. */
function lookSoon() {
  typed = true;
  clearTimeout(quiet);
  quiet = window.setTimeout(look, QUIET);
}

/** What a change of a field asks for: the form shown anew, or a look. @param {Event} event */
function changed(event) {
  const field = /** @type {HTMLElement} */ (event.target);
  if (field.matches("[data-refait]")) change("verifier");
  else lookSoon();
}

/** @param {SubmitEvent} event */
function submitted(event) {
  const button = /** @type {HTMLButtonElement | null} */ (event.submitter);
  if (!button) return;
  if (button.hasAttribute("data-ici")) {
    event.preventDefault();
    change(button.value);
  } else if (button.value === "verifier") {
    event.preventDefault();
    look();
  } else if (sent) {
    event.preventDefault(); // a second click of the same hand
  } else {
    sent = true;
    typed = false;
  }
}

/** Whether the form is on its way, and whether something of it would be lost with the page. */
let sent = false;
let typed = false;

addEventListener("pageshow", () => (sent = false));
addEventListener("beforeunload", (event) => {
  if (typed) event.preventDefault();
});

/** Makes a form that has just been shown answer. */
function dress() {
  const shown = form();
  shown.addEventListener("submit", submitted);
  shown.addEventListener("change", changed);
  shown.addEventListener("input", lookSoon);
}

dress();
