// How a passage is taken and put: by mouse, by a finger that stays, by keys.

import * as v from "./voies.js";

const SEUIL = 4;
const TENU = 300;
const JOUR = 600;
const BORD = 48;

/** @typedef {ReturnType<typeof import("./prise.js").prise>} Prise */

/** The passage at an element. @param {EventTarget | null} target @returns {SVGGElement | null} */
const passageEn = (target) => (target instanceof Element ? target.closest("g[data-c]") : null);

/**
 * A pointer that takes and puts.
 * @param {HTMLElement} root @param {Prise} prise
 * @param {(x: number, y: number) => void} at where the pointer is
 * @param {(jour: string) => Promise<void>} open show another day
 * @param {(g: SVGGElement) => void} chosen a passage that was pressed and not moved
 */
export function pointeur(root, prise, at, open, chosen) {
  /** @type {{g: SVGGElement, x: number, y: number, off: number, on: boolean, id: number} | null} */
  let drag = null;
  let hold = 0;
  let tab = 0;
  let onglet = "";
  /** @type {{x: number, y: number} | null} */
  let last = null;

  /** @param {PointerEvent} event */
  function begin(event) {
    if (!drag) return;
    drag.on = true;
    prise.take(drag.g);
    at(event.clientX, event.clientY);
    requestAnimationFrame(scroll);
  }

  root.addEventListener("pointerdown", (event) => {
    const g = passageEn(event.target);
    if (!g || event.button !== 0 || !g.closest(".voie")) return;
    const voie = /** @type {Element} */ (g.closest(".voie"));
    const off = v.minutesEn(voie, event.clientX) - v.minutesDe(g.dataset.a ?? "");
    drag = { g, x: event.clientX, y: event.clientY, off, on: false, id: event.pointerId };
    if (event.pointerType === "touch") hold = window.setTimeout(() => begin(event), TENU);
  });
  addEventListener("pointermove", (event) => {
    if (!drag || event.pointerId !== drag.id) return;
    const far = Math.hypot(event.clientX - drag.x, event.clientY - drag.y);
    if (!drag.on && event.pointerType === "touch" && far > 2 * SEUIL) cancel();
    if (drag && !drag.on && event.pointerType !== "touch" && far >= SEUIL) begin(event);
    if (!drag?.on || !prise.pris()) return;
    event.preventDefault();
    last = { x: event.clientX, y: event.clientY };
    over(last.x, last.y);
  });
  addEventListener("touchmove", (event) => drag?.on && event.preventDefault(), { passive: false });
  addEventListener("pointerup", () => {
    const [was, pressed] = [drag?.on, drag?.g];
    cancel();
    if (was && prise.pris()) prise.drop();
    else if (pressed && !was) chosen(pressed);
  });
  addEventListener("pointercancel", () => {
    if (drag?.on) prise.release();
    cancel();
  });
  root.addEventListener("contextmenu", (event) => drag?.on && event.preventDefault());

  function cancel() {
    clearTimeout(hold);
    clearTimeout(tab);
    onglet = "";
    drag = last = null;
  }

  /** @param {number} x @param {number} y */
  function over(x, y) {
    if (!drag) return;
    at(x, y);
    const under = document.elementFromPoint(x, y);
    const day = /** @type {HTMLElement | null} */ (under?.closest("[data-jour]:is(a)") ?? null);
    if ((day?.dataset.jour ?? "") !== onglet) {
      clearTimeout(tab);
      onglet = day?.dataset.jour ?? "";
      if (day && day.getAttribute("aria-current") === null) tab = window.setTimeout(() => open(onglet), JOUR);
    }
    const voie = under?.closest(".nom") ? null : under?.closest(".voie");
    if (!voie || !root.contains(voie)) {
      prise.nulle(day ? `${day.textContent?.trim()}\u00a0: ce jour va s'ouvrir` : "Lâché ici, il reste à sa place");
      return;
    }
    const g = passageEn(under);
    const held = prise.pris();
    if (g && g.dataset.jury && held?.jury && g.dataset.c !== held.candidat) prise.surAutre(g);
    else prise.aim(voie, v.minutesEn(voie, x) - drag.off, true);
  }

  /** Near an edge, the drawing goes on under the pointer. */
  function scroll() {
    if (!drag?.on || !prise.pris()) return;
    requestAnimationFrame(scroll);
    const cadran = root.querySelector(".cadran");
    if (!cadran || !last) return;
    const box = cadran.getBoundingClientRect();
    const dx = last.x < box.left + BORD ? -8 : last.x > box.right - BORD ? 8 : 0;
    const dy = last.y < Math.max(0, box.top) + BORD ? -8 : last.y > Math.min(innerHeight, box.bottom) - BORD ? 8 : 0;
    if (!dx && !dy) return;
    const [left, top] = [cadran.scrollLeft, cadran.scrollTop];
    cadran.scrollBy(dx, dy);
    if (cadran.scrollTop === top && dy) scrollBy(0, dy);
    if (cadran.scrollLeft !== left || dy) over(last.x, last.y);
  }
}

/**
 * Keys: Enter takes and puts, arrows choose hours and rows, Escape lets go.
 * @param {HTMLElement} root @param {Prise} prise @param {(words: string) => void} say
 * @param {(x: number, y: number) => void} at where the line of words goes
 */
export function clavier(root, prise, say, at) {
  root.addEventListener(
    "keydown",
    (event) => {
      const g = passageEn(event.target);
      if (!g || event.ctrlKey || event.metaKey || event.altKey) return;
      const held = prise.pris();
      if (event.key === "Tab" && held) return prise.laisse(); // the focus goes on: nothing stays in the hand
      if (event.key === "Enter" || event.key === " ") held ? prise.drop() : take(g);
      else if (held && event.key.startsWith("Arrow")) choose(g, event.key, event.shiftKey ? 30 : 5);
      else return;
      event.preventDefault();
      event.stopPropagation();
    },
    { capture: true },
  );
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !prise.pris()) return;
    prise.laisse();
  });

  /** @param {SVGGElement} g */
  function take(g) {
    prise.take(g);
    under(g);
  }

  /** @param {Element} drawn */
  function under(drawn) {
    const box = drawn.getBoundingClientRect();
    at(box.left, box.bottom - 12);
  }

  /** @param {SVGGElement} g @param {string} key @param {number} by */
  function choose(g, key, by) {
    const held = prise.pris();
    const own = /** @type {Element} */ (g.closest(".voie"));
    const where = prise.vise();
    const here = where && "voie" in where ? where : { voie: own, at: held?.debut ?? 0 };
    const own_kind = /** @type {HTMLElement} */ (here.voie).dataset.jury !== undefined;
    const rows = [...root.querySelectorAll(".voie")].filter(
      (row) => prise.admet(row) && (/** @type {HTMLElement} */ (row).dataset.jury !== undefined) === own_kind,
    );
    const ahead = key === "ArrowRight" || key === "ArrowDown" ? 1 : -1;
    const along = key === "ArrowRight" || key === "ArrowLeft";
    const voie = along ? here.voie : (rows[rows.indexOf(here.voie) + ahead] ?? here.voie);
    say(prise.aim(voie, here.at + (along ? ahead * by : 0)) ?? "");
    voie.scrollIntoView({ block: "nearest" });
    const ombre = root.querySelector('[data-trace="ombre"]');
    ombre?.scrollIntoView({ block: "nearest", inline: "nearest" });
    if (ombre) under(ombre);
  }
}
