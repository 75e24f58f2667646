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

/**
 * Draw a stretch of time on a row, above all that is there; words in it where there are any.
 * @param {Element} voie @param {number} from @param {number} until @param {string} name @param {string} [words]
 */
export function dessine(voie, from, until, name, words) {
  const svg = dessinDe(voie);
  const group = document.createElementNS(SVG, "g");
  group.setAttribute("data-trace", name);
  const rect = document.createElementNS(SVG, "rect");
  const left = xDe(voie, from);
  for (const [key, value] of Object.entries({
    x: left,
    y: 2,
    width: Math.max(3, xDe(voie, until) - left),
    height: Number(svg.getAttribute("height")) - 4,
    rx: 4,
  }))
    rect.setAttribute(key, String(value));
  group.append(rect);
  if (words) {
    const text = document.createElementNS(SVG, "text");
    text.setAttribute("x", String(left + 4));
    text.setAttribute("y", String(Number(svg.getAttribute("height")) / 2 + 4));
    text.textContent = words;
    group.append(text);
  }
  svg.append(group);
}

/** Take away what was drawn under a name. @param {Element} root @param {string} name */
export function efface(root, name) {
  root.querySelectorAll(`[data-trace="${name}"]`).forEach((drawn) => drawn.remove());
}
