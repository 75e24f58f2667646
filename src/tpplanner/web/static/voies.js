// Rows of the drawing of a day: where hours stand on them, what is drawn over them while a passage is held.

const SVG = "http://www.w3.org/2000/svg";

/** The drawing of a row. @param {Element} voie @returns {SVGSVGElement} */
export const dessinDe = (voie) => /** @type {SVGSVGElement} */ (voie.querySelector("svg[data-debut]"));

/** The day of a row. @param {Element} voie */
export const jourDe = (voie) => (dessinDe(voie).dataset.debut ?? "").slice(0, 10);

/** Minutes of the day that « 14:05 » tells. @param {string} hour */
export function minutesDe(hour) {
  const [hours, minutes] = hour.split(":").map(Number);
  return hours * 60 + minutes;
}

/** « 14:05 ». @param {number} minutes */
export function chiffres(minutes) {
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}

/** « 14 h 05 ». @param {number} minutes */
export function heure(minutes) {
  const rest = minutes % 60;
  return `${Math.floor(minutes / 60)}\u00a0h${rest ? `\u00a0${String(rest).padStart(2, "0")}` : ""}`;
}

/** @param {SVGSVGElement} svg */
const premiere = (svg) => minutesDe((svg.dataset.debut ?? "").slice(11));

/** The minutes of the day under a pointer. @param {Element} voie @param {number} clientX */
export function minutesEn(voie, clientX) {
  const svg = dessinDe(voie);
  return premiere(svg) + (clientX - svg.getBoundingClientRect().left - Number(svg.dataset.gauche)) / Number(svg.dataset.pas);
}

/** Where minutes of the day are on a row, in pixels. @param {Element} voie @param {number} minutes */
export function xDe(voie, minutes) {
  const svg = dessinDe(voie);
  return Number(svg.dataset.gauche) + (minutes - premiere(svg)) * Number(svg.dataset.pas);
}

/** Pixels from which a capsule bears a name beside its hour. */
const LARGE = 88;

/**
 * Draw a stretch of time on a row, above all that is there, as a capsule that bears an hour and a name where it has room;
 * without a name, over the lower half of the row, so that what is there is still read.
 * @param {Element} voie @param {number} from @param {number} until @param {string} name @param {string} hour @param {string} [nom]
 */
export function dessine(voie, from, until, name, hour, nom) {
  const svg = dessinDe(voie);
  const height = Number(svg.getAttribute("height"));
  const group = document.createElementNS(SVG, "g");
  group.setAttribute("data-trace", name);
  const rect = document.createElementNS(SVG, "rect");
  const left = xDe(voie, from);
  const width = Math.max(3, xDe(voie, until) - left);
  const top = nom ? 2 : height / 2;
  const lines = nom && width >= LARGE ? (height >= 40 ? [nom, hour] : [`${hour} ${nom}`]) : [hour];
  for (const [key, value] of Object.entries({
    x: left,
    y: top,
    width,
    height: height - 2 - top,
    rx: 4,
  }))
    rect.setAttribute(key, String(value));
  group.append(rect);
  for (const [i, words] of lines.entries()) {
    const text = document.createElementNS(SVG, "text");
    text.setAttribute("x", String(left + 6));
    text.setAttribute("y", String(top + ((height - 2 - top) * (i + 0.5)) / lines.length + 4));
    text.textContent = words;
    group.append(text);
  }
  svg.append(group);
}

/** Take away what was drawn under a name. @param {Element} root @param {string} name */
export function efface(root, name) {
  root.querySelectorAll(`[data-trace="${name}"]`).forEach((drawn) => drawn.remove());
}
