// A month of days to choose from, beside the rows that hold them: what is chosen here is written there, and back.

import { ask } from "./serveur.js";

const short = new Intl.DateTimeFormat("fr-FR", { weekday: "short" });
/** From Monday on. */
const DAYS = Array.from({ length: 7 }, (_, day) => short.format(new Date(2027, 5, 14 + day)));
const long = new Intl.DateTimeFormat("fr-FR", { weekday: "long", day: "numeric", month: "long", year: "numeric" });
const month = new Intl.DateTimeFormat("fr-FR", { month: "long", year: "numeric" });

/** @param {Date} day */
const iso = (day) =>
  `${day.getFullYear()}-${String(day.getMonth() + 1).padStart(2, "0")}-${String(day.getDate()).padStart(2, "0")}`;

/** A day as its row holds it. @param {Date} day */
const typed = (day) =>
  `${String(day.getDate()).padStart(2, "0")}/${String(day.getMonth() + 1).padStart(2, "0")}/${day.getFullYear()}`;

/** The day that a row tells, where it is one written in figures. @param {string} text */
function read(text) {
  const told = /^\s*(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})\s*$/.exec(text);
  if (!told) return null;
  const day = new Date(Number(told[3]), Number(told[2]) - 1, Number(told[1]));
  return day.getDate() === Number(told[1]) ? day : null;
}

/** @returns {HTMLInputElement[]} */
const rows = () => [...document.querySelectorAll('[name^="jours."][name$=".date"]')].map((row) => /** @type {HTMLInputElement} */ (row));

/** The month in sight, kept while the form is shown anew. @type {Date | undefined} */
let shown;

/** The public holidays where the site is, by day, and the site that they are of. @type {Record<string, string>} */
let holidays = {};
/** @type {string | undefined} */
let known;

/** Asks for the public holidays where the site is, and marks them. @param {HTMLElement} place */
async function learn(place) {
  const asked = place.dataset.site ?? "";
  if (asked === known) return;
  known = asked;
  try {
    const answer = await ask(`${place.dataset.feries}?site=${encodeURIComponent(asked)}`);
    holidays = await answer.json();
    calendar(place);
  } catch {
    known = undefined; // the server is gone or busy: asked again when the form is shown anew
  }
}

/** Fills the calendar. @param {HTMLElement} place */
export function calendar(place) {
  learn(place);
  const first = rows().map((row) => read(row.value)).find((day) => day !== null);
  shown ??= first ?? new Date();
  shown = new Date(shown.getFullYear(), shown.getMonth(), 1);
  const at = shown;
  place.hidden = false;

  /** @param {Date} day */
  const toggle = (day) => {
    const taken = rows().filter((row) => read(row.value) && iso(/** @type {Date} */ (read(row.value))) === iso(day));
    taken.forEach((row) => write(row, ""));
    if (taken.length === 0) write(rows().find((row) => row.value.trim() === "") ?? another(), typed(day));
    draw(day);
  };

  /** @param {Date} [focused] */
  const draw = (focused) => {
    const here = place.contains(document.activeElement) ? document.activeElement?.id : undefined;
    const chosen = new Set(rows().map((row) => read(row.value)).filter((day) => day !== null).map(iso));
    const { avant = "", apres = "", ferie = "" } = place.dataset;
    const bar = head(at, { avant, apres }, (months) => turn(place, months));
    place.replaceChildren(bar, table(at, chosen, ferie, toggle));
    const start = focused ?? [...place.querySelectorAll("td button[aria-pressed=true]")][0];
    const id = start instanceof Date ? iso(start) : /** @type {HTMLElement | undefined} */ (start)?.dataset.jour;
    const cell = /** @type {HTMLElement | null} */ (
      place.querySelector(id ? `[data-jour="${id}"]` : "td button") ?? place.querySelector("td button")
    );
    if (!cell) return;
    const again = here && document.getElementById(here);
    stop(place, again instanceof HTMLElement && again.dataset.jour ? again : cell);
    if (focused) cell.focus();
    else if (again instanceof HTMLElement) again.focus();
  };

  place.onkeydown = (event) => move(place, event);
  draw();
  for (const row of rows()) row.onchange = () => follow(place, row);
}

/** Shows the month of a day that was typed. @param {HTMLElement} place @param {HTMLInputElement} row */
function follow(place, row) {
  shown = read(row.value) ?? shown;
  calendar(place);
}

/** Shows another month. @param {HTMLElement} place @param {number} months @param {Date} [focused] */
function turn(place, months, focused) {
  const at = shown ?? new Date();
  shown = new Date(at.getFullYear(), at.getMonth() + months, 1);
  calendar(place);
  const cell = focused && place.querySelector(`[data-jour="${iso(focused)}"]`);
  if (cell instanceof HTMLElement) stop(place, cell);
  const button = cell ?? place.querySelector(months > 0 ? ".apres" : ".avant");
  if (button instanceof HTMLElement) button.focus();
}

/** Has the Tab key stop at one day alone: arrows lead to the others. @param {HTMLElement} place @param {HTMLElement} cell */
function stop(place, cell) {
  place.querySelectorAll("td button").forEach((button) => (/** @type {HTMLElement} */ (button).tabIndex = -1));
  cell.tabIndex = 0;
}

/** Writes a day in a row, as if it were typed. @param {HTMLInputElement} row @param {string} text */
function write(row, text) {
  row.value = text;
  row.dispatchEvent(new Event("input", { bubbles: true }));
}

/** One more row of days, empty, under a key of its own. @returns {HTMLInputElement} */
function another() {
  const last = /** @type {HTMLElement} */ (rows().at(-1)?.closest("tr"));
  const next = /** @type {HTMLElement} */ (last.cloneNode(true));
  const before = rows().at(-1)?.name.split(".")[1] ?? "";
  const fresh = crypto.randomUUID().slice(0, 8);
  next.dataset.neuve = "";
  next.querySelectorAll("input").forEach((input) => {
    input.value = "";
    input.name = input.name.replace(before, fresh);
    input.id = input.id.replace(before, fresh);
  });
  next.querySelector("button")?.remove();
  last.after(next);
  return /** @type {HTMLInputElement} */ (rows().at(-1));
}

/**
 * The name of the month, between what shows the others.
 * @param {Date} at
 * @param {{ avant: string, apres: string }} names
 * @param {(months: number) => void} go
 */
function head(at, names, go) {
  const bar = document.createElement("div");
  bar.className = "mois";
  const name = document.createElement("strong");
  name.id = "mois";
  name.setAttribute("aria-live", "polite");
  name.textContent = month.format(at);
  const before = turner("avant", "‹", names.avant, () => go(-1));
  bar.append(before, name, turner("apres", "›", names.apres, () => go(1)));
  return bar;
}

/** @param {string} kind @param {string} sign @param {string} label @param {() => void} go */
function turner(kind, sign, label, go) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = `${kind} bouton petit`;
  button.id = `mois-${kind}`;
  button.textContent = sign;
  button.setAttribute("aria-label", label);
  button.onclick = go;
  return button;
}

/**
 * The days of a month, week by week.
 * @param {Date} at
 * @param {Set<string>} chosen
 * @param {string} named what is said of a public holiday before its name
 * @param {(day: Date) => void} toggle
 */
function table(at, chosen, named, toggle) {
  const made = document.createElement("table");
  made.setAttribute("role", "grid");
  made.setAttribute("aria-labelledby", "mois");
  const header = made.createTHead().insertRow();
  for (const day of DAYS) header.append(Object.assign(document.createElement("th"), { scope: "col", textContent: day }));
  const body = made.createTBody();
  const before = (at.getDay() + 6) % 7;
  const last = new Date(at.getFullYear(), at.getMonth() + 1, 0).getDate();
  for (let cell = 0; cell < Math.ceil((before + last) / 7) * 7; cell++) {
    const row = cell % 7 === 0 ? body.insertRow() : body.rows[body.rows.length - 1];
    const place = row.insertCell();
    const number = cell - before + 1;
    if (number < 1 || number > last) continue;
    const day = new Date(at.getFullYear(), at.getMonth(), number);
    const holiday = holidays[iso(day)];
    place.append(choice(day, holiday ? `${named}${holiday}` : "", chosen.has(iso(day)), toggle));
  }
  return made;
}

/** @param {Date} day @param {string} holiday @param {boolean} pressed @param {(day: Date) => void} toggle */
function choice(day, holiday, pressed, toggle) {
  const button = document.createElement("button");
  button.type = "button";
  button.dataset.jour = iso(day);
  button.id = `jour-${iso(day)}`;
  button.tabIndex = -1;
  button.textContent = String(day.getDate());
  button.className = [day.getDay() % 6 === 0 ? "chome" : "", holiday ? "ferie" : ""].join(" ").trim();
  button.setAttribute("aria-pressed", String(pressed));
  button.setAttribute("aria-label", `${long.format(day)}${holiday ? `, ${holiday}` : ""}`);
  if (holiday) button.title = holiday;
  button.onclick = () => toggle(day);
  return button;
}

/** How many days a key goes. @type {Record<string, number>} */
const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

/** Goes from day to day by the keyboard, into the months beside too. @param {HTMLElement} place @param {KeyboardEvent} event */
function move(place, event) {
  const here = /** @type {HTMLElement} */ (event.target).dataset.jour;
  const months = { PageUp: -1, PageDown: 1 }[event.key];
  if (!here || (!STEPS[event.key] && !months)) return;
  event.preventDefault();
  const [year, at, day] = here.split("-").map(Number);
  const wanted = months ? new Date(year, at - 1 + months, Math.min(day, 28)) : new Date(year, at - 1, day + STEPS[event.key]);
  if (wanted.getMonth() !== at - 1) {
    turn(place, (wanted.getFullYear() - year) * 12 + wanted.getMonth() - (at - 1), wanted);
    return;
  }
  const cell = place.querySelector(`[data-jour="${iso(wanted)}"]`);
  if (!(cell instanceof HTMLElement)) return;
  stop(place, cell);
  cell.focus();
}
