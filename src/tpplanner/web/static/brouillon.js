// A step of a session that is typed: what changes is on the disk a second after the last key, or on leaving the field.
// Only what changed is sent, under the path of its field; what the disk has not taken yet waits in this tab, and is sent
// again once the server answers. Without this script each button of the form saves all of it.

import { calendar } from "./calendrier.js";
import { ask, sure } from "./serveur.js";

/** Milliseconds without typing before what changed is kept; before it is tried again; before a count is asked again. */
const QUIET = 1000;
const AGAIN = 2000;
const COUNTED = 500;

const form = () => /** @type {HTMLFormElement} */ (document.querySelector("[data-brouillon]"));
const waiting = () => `saisie ${form().dataset.garder}`;

/** What stands in the fields that a draft keeps, by path. @param {HTMLFormElement} [of] @returns {Map<string, string>} */
function fields(of = form()) {
  const all = new Map();
  for (const [path, value] of new FormData(of)) all.set(path, String(value));
  for (const field of of.querySelectorAll("[data-hors] [name], [name=avant], [name=etape]")) {
    all.delete(/** @type {HTMLInputElement} */ (field).name);
  }
  for (const box of of.querySelectorAll("input[type=checkbox][name]")) {
    const { name, checked } = /** @type {HTMLInputElement} */ (box);
    if (!checked && !box.closest("[data-hors]")) all.set(name, "");
  }
  return all;
}

/** What the disk has, as far as this page knows. @type {Map<string, string>} */
let kept = new Map();

/** The fields of rows that the disk has nothing of: what a page proposes in them was never kept. @type {Set<string>} */
let unborn = new Set();

/** What this page has and the disk has not; of a row that is new, all of it. @returns {Map<string, string>} */
function changes() {
  const all = fields();
  const changed = new Map([...all].filter(([path, value]) => (kept.get(path) ?? "").trim() !== value.trim()));
  for (const row of form().querySelectorAll("[data-neuve]")) {
    const own = [...row.querySelectorAll("[name]")].map((field) => /** @type {HTMLInputElement} */ (field).name);
    if (own.some((path) => changed.has(path))) own.forEach((path) => changed.set(path, all.get(path) ?? ""));
  }
  return changed;
}

/** Tells how far what is typed is kept. @param {string} words */
function say(words) {
  const place = document.getElementById("enregistre");
  if (place && place.textContent !== words) place.textContent = words;
}

/** Holds what is not on the disk yet in this tab: a reload loses nothing. */
function hold() {
  const unsaved = changes();
  if (unsaved.size) sessionStorage.setItem(waiting(), body(unsaved).toString());
  else sessionStorage.removeItem(waiting());
}

let quiet = 0;
/** @type {Promise<boolean>} */
let saving = Promise.resolve(true);

/** Puts on the disk what changed; whether all of it is there. @returns {Promise<boolean>} */
export function save() {
  clearTimeout(quiet);
  saving = saving.then(send, send);
  return saving;
}

/** @returns {Promise<boolean>} */
async function send() {
  const sent = changes();
  if (!sent.size) return true;
  try {
    const told = await post(body(sent));
    sent.forEach((value, path) => kept.set(path, value) && unborn.delete(path));
    hold();
    say(told.dit);
    form().dataset.vu = told.vu;
    refreshSoon(0);
    return true;
  } catch (refusal) {
    say(refusal instanceof Refused ? refusal.message : (form().dataset.muet ?? ""));
    quiet = window.setTimeout(save, AGAIN);
    return false;
  }
}

class Refused extends Error {}

/** What is sent: fields, what the disk had of them before, the step. @param {Map<string, string>} sent */
function body(sent) {
  const had = [...sent.keys()].filter((path) => !unborn.has(path));
  const before = Object.fromEntries(had.map((path) => [path, kept.get(path) ?? ""]));
  const etape = /** @type {HTMLInputElement} */ (form().elements.namedItem("etape")).value;
  return new URLSearchParams([...sent, ["avant", JSON.stringify(before)], ["etape", etape]]);
}

/** @param {URLSearchParams} body @returns {Promise<{ dit: string, vu: string }>} */
async function post(body) {
  const answer = await ask(form().dataset.garder ?? "", { method: "POST", body });
  if (answer.redirected) location.reload(); // what is typed is a session already
  const told = await answer.json();
  if (!answer.ok) throw new Refused(told.dit);
  return told;
}

/** Keeps what is typed once nobody has typed for a while. */
function saveSoon() {
  hold();
  clearTimeout(quiet);
  quiet = window.setTimeout(save, QUIET);
}

/** On the way out, without waiting for an answer: what waits in this tab is sent again by the next page. */
function leave() {
  const sent = changes();
  if (!sent.size) return;
  hold();
  if (sure()) navigator.sendBeacon(form().dataset.garder ?? "", body(sent));
}

// What the server shows: pieces that follow what is typed, or the whole form anew.

let refreshing = 0;
/** @type {AbortController | undefined} */
let looking;

/** @param {number} after milliseconds */
function refreshSoon(after) {
  clearTimeout(refreshing);
  refreshing = window.setTimeout(refresh, after);
}

/** Shows the pieces that follow what is typed as they are now. */
async function refresh() {
  looking?.abort();
  looking = new AbortController();
  try {
    const shown = await page(await ask(location.pathname, { signal: looking.signal }));
    for (const piece of shown.querySelectorAll("[data-vif]")) {
      const there = document.getElementById(piece.id);
      if (there && !there.contains(document.activeElement)) there.replaceWith(piece);
    }
    if (document.querySelector("[data-encore]")) refreshSoon(COUNTED);
  } catch {
    // another look has begun, or the server is gone: the next one tells
  }
}

/** @param {Response} answer @returns {Promise<Document>} */
export async function page(answer) {
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

/** Puts the form of an answer in the place of this one. @param {Document} answer @param {string} [wanted] */
export function show(answer, wanted) {
  const before = form();
  const shown = answer.querySelector("[data-brouillon]");
  if (!shown) {
    say((answer.querySelector("main") ?? answer.body).textContent?.trim() ?? "");
    return;
  }
  const opened = [...before.querySelectorAll("details[open][id]")].map((details) => details.id);
  const focused = document.activeElement?.id ?? "";
  const box = before.querySelector("input[type=radio]:focus, input[type=checkbox]:focus");
  const chosen = box && `[name="${box.getAttribute("name")}"][value="${box.getAttribute("value")}"]`; // it has no id
  before.replaceWith(shown); // made by the server, where all that was typed is escaped
  dress();
  for (const id of opened) document.getElementById(id)?.setAttribute("open", "");
  const strip = document.getElementById("bandeau");
  const told = answer.getElementById("bandeau");
  if (strip && told) strip.replaceWith(told);
  const there = document.getElementById(wanted ?? form().dataset.vers ?? "") ?? document.getElementById(focused);
  /** @type {HTMLElement | null} */ (there ?? (chosen && form().querySelector(chosen)))?.focus();
}

/** Asks for something that changes the form, and shows it so. @param {string} asked */
async function change(asked) {
  if (!(await save())) return;
  const body = new URLSearchParams({ faire: asked });
  for (const field of form().querySelectorAll("[data-hors] [name]")) {
    const { name, value, type, checked } = /** @type {HTMLInputElement} */ (field);
    if (type !== "checkbox" || checked) body.append(name, value);
  }
  try {
    show(await page(await ask(form().action, { method: "POST", body })));
  } catch {
    say(form().dataset.muet ?? "");
  }
}

/** Shows the form as it stands on the disk, where another tab or Excel changed it. */
async function follow() {
  if (document.hidden || changes().size) return;
  try {
    const answer = await ask(form().dataset.etat ?? "");
    const typed = answer.headers.get("content-type")?.includes("json");
    if (!answer.redirected && !typed && (answer.ok || answer.status === 409)) location.reload(); // Excel alone changes it
    else if (answer.redirected || (answer.ok && (await answer.json()).vu !== form().dataset.vu)) await renew();
  } catch {
    // the server is gone: the strip tells it
  }
}

async function renew() {
  const answer = await ask(location.pathname);
  if (!new URL(answer.url).pathname.includes("/saisie/")) location.assign(answer.url);
  else if (!changes().size) show(await page(answer), document.activeElement?.id);
}

// What a person does.

let leaving = false;

/** @param {SubmitEvent} event */
async function submitted(event) {
  event.preventDefault();
  const button = /** @type {HTMLButtonElement | null} */ (event.submitter);
  if (button?.hasAttribute("data-ici")) return change(button.value);
  if (leaving) return; // a second click of the same hand
  leaving = true;
  leaving = await save();
  if (!leaving) return;
  const sent = Object.assign(document.createElement("form"), { method: "post", action: form().action, hidden: true });
  sent.append(Object.assign(document.createElement("input"), { name: "faire", value: button?.value ?? "" }));
  document.body.append(sent);
  sent.submit();
}

/** @param {Event} event */
async function chosen(event) {
  const field = /** @type {HTMLElement} */ (event.target);
  if (field.closest("[data-hors]")) return;
  hold();
  if ((await save()) && field.matches("[data-refait]")) await renew();
}

/** A list that is pasted is read at once. @param {ClipboardEvent} event */
function pasted(event) {
  const asked = /** @type {HTMLElement} */ (event.target).dataset.coller;
  if (asked) setTimeout(() => change(asked));
}

/** Makes a form that has just been shown answer. */
function dress() {
  const shown = form();
  const served = /** @type {HTMLFormElement} */ (shown.cloneNode(true));
  served.reset(); // what is typed before this script comes is not on the disk
  kept = fields(served);
  unborn = new Set([...shown.querySelectorAll("[data-neuve] [name]")].map((field) => field.getAttribute("name") ?? ""));
  shown.querySelector("[name=avant]")?.remove();
  shown.addEventListener("submit", submitted);
  shown.addEventListener("change", chosen);
  shown.addEventListener("input", saveSoon);
  shown.addEventListener("paste", pasted);
  const calendrier = document.getElementById("calendrier");
  if (calendrier) calendar(calendrier);
  if (document.querySelector("[data-encore]")) refreshSoon(COUNTED);
}

/** Takes what was typed or pasted before this script came: a quick hand, a slow machine. */
function catchUp() {
  if (changes().size) saveSoon();
  const lists = /** @type {HTMLTextAreaElement[]} */ ([...form().querySelectorAll("textarea[data-coller]")]);
  const pasted = lists.find((list) => list.value !== list.defaultValue);
  if (pasted) change(pasted.dataset.coller ?? "");
}

/** Sends what an earlier page of this tab could not. */
async function sendWaiting() {
  const held = sessionStorage.getItem(waiting());
  if (!held) return;
  try {
    await post(new URLSearchParams(held));
    sessionStorage.removeItem(waiting());
    await renew();
  } catch {
    setTimeout(sendWaiting, AGAIN);
  }
}

// a link waits for what is typed: the next page shows it
document.addEventListener("click", (event) => {
  const link = /** @type {HTMLElement} */ (event.target).closest("a[href]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || !changes().size) return;
  event.preventDefault();
  save().then((done) => done && location.assign(/** @type {HTMLAnchorElement} */ (link).href));
});
addEventListener("beforeunload", leave);
addEventListener("pagehide", leave);
addEventListener("pageshow", () => (leaving = false));
addEventListener("focus", follow);
document.addEventListener("visibilitychange", follow);
addEventListener("reprise", (event) => {
  event.preventDefault(); // what is typed here stays, and goes to the disk
  save().then(follow);
});

dress();
sendWaiting().then(catchUp);
document.getElementById(form().dataset.vers ?? "")?.focus();
