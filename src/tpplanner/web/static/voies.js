// Where passages, rows and hours stand in the drawings of days: what the server tells of them in attributes.

/** @typedef {{svg: SVGSVGElement, rect: SVGRectElement, jour: string, jury: string, candidat: string}} Voie */

const SVG = "http://www.w3.org/2000/svg";

/** The rows of all drawings, from top to bottom. @param {Element} root @returns {Voie[]} */
export function voies(root) {
  return [...root.querySelectorAll("svg[data-debut] .v")].map((found) => {
    const rect = /** @type {SVGRectElement} */ (found);
    const svg = /** @type {SVGSVGElement} */ (rect.ownerSVGElement);
    return { svg, rect, jour: jourDe(svg), jury: rect.dataset.jury ?? "", candidat: rect.dataset.de ?? "" };
  });
}

/** The day of a drawing. @param {SVGSVGElement} svg */
export function jourDe(svg) {
  return (svg.dataset.debut ?? "").slice(0, 10);
}

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

/** Minutes of the day at an abscissa. @param {SVGSVGElement} svg @param {number} x */
export function minutesEn(svg, x) {
  const first = minutesDe((svg.dataset.debut ?? "").slice(11));
  return first + (x - Number(svg.dataset.gauche)) / Number(svg.dataset.pas);
}

/** The abscissa of minutes of the day. @param {SVGSVGElement} svg @param {number} minutes */
export function xDe(svg, minutes) {
  const first = minutesDe((svg.dataset.debut ?? "").slice(11));
  return Number(svg.dataset.gauche) + (minutes - first) * Number(svg.dataset.pas);
}

/** Where a pointer is, in the units of a drawing. @param {SVGSVGElement} svg @param {MouseEvent} event */
export function pointDans(svg, event) {
  const matrix = svg.getScreenCTM();
  return new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix ? matrix.inverse() : undefined);
}

/** The row at a height, of those of a drawing. @param {Voie[]} all @param {SVGSVGElement} svg @param {number} y */
export function voieEn(all, svg, y) {
  return all.find((voie) => voie.svg === svg && y >= bas(voie) && y < bas(voie) + hauteur(voie));
}

/** @param {Voie} voie */
const bas = (voie) => Number(voie.rect.getAttribute("y"));
/** @param {Voie} voie */
const hauteur = (voie) => Number(voie.rect.getAttribute("height"));

/**
 * Draw a stretch of time on a row, above all that is there; words in it where there are any.
 * @param {Voie} voie @param {number} from @param {number} until @param {string} name @param {string} [words]
 * @returns {SVGElement}
 */
export function dessine(voie, from, until, name, words) {
  const group = document.createElementNS(SVG, "g");
  group.setAttribute("data-trace", name);
  const rect = document.createElementNS(SVG, "rect");
  rect.setAttribute("class", name);
  const left = xDe(voie.svg, from);
  rect.setAttribute("x", String(left));
  rect.setAttribute("y", String(bas(voie) + 2));
  rect.setAttribute("width", String(Math.max(2, xDe(voie.svg, until) - left)));
  rect.setAttribute("height", String(hauteur(voie) - 4));
  group.append(rect);
  if (words) {
    const text = document.createElementNS(SVG, "text");
    text.setAttribute("class", "vers");
    text.setAttribute("x", String((left + xDe(voie.svg, until)) / 2));
    text.setAttribute("y", String(bas(voie) + 14));
    text.textContent = words;
    group.append(text);
  }
  voie.svg.append(group);
  return group;
}

/** Take away what was drawn under a name. @param {Element} root @param {string} name */
export function efface(root, name) {
  root.querySelectorAll(`[data-trace="${name}"]`).forEach((drawn) => drawn.remove());
}
