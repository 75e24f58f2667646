// The drawing of a day: arrows go from bar to bar, the line of now moves, a name that is looked for comes into sight,
// the scale keeps what stood in the middle. It works without: days, names and scales are addresses.

const MINUTE = 60_000;

/** @param {HTMLElement} frise */
function follow(frise) {
  const dial = /** @type {HTMLElement} */ (frise.querySelector(".cadran"));
  keys(dial);
  keepPlace(frise, dial);
  fit(frise, dial);
  const now = dial.querySelector(".ici");
  if (now) setInterval(() => clock(dial), MINUTE);
  const wanted = dial.querySelector(".b.trouve, .voie.trouve");
  if (wanted) show(wanted);
  else if (now) center(dial, Number(now.getAttribute("data-x")));
  frise.querySelector("[data-imprimer]")?.addEventListener("click", () => print());
  frise.querySelector("form[role=search]")?.addEventListener("submit", (event) => look(event, dial));
}

// -- arrows

/** @param {HTMLElement} dial */
function keys(dial) {
  dial.addEventListener("keydown", (event) => {
    const bar = /** @type {Element} */ (event.target).closest(".b[id]");
    if (!bar || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const other = beside(dial, bar, event.key);
    if (!other) return;
    event.preventDefault();
    focus(dial, other);
  });
  dial.addEventListener("focusin", (event) => {
    const bar = /** @type {Element} */ (event.target).closest(".b[id]");
    if (bar) rove(dial, bar);
  });
}

/** The bar beside another, among those that are seen. @param {HTMLElement} dial @param {Element} bar @param {string} key */
function beside(dial, bar, key) {
  const rows = [...dial.querySelectorAll("details[open] .voie")].filter((row) => row.querySelector(".b[id]"));
  const row = /** @type {Element} */ (bar.closest(".voie"));
  const bars = [...row.querySelectorAll(".b[id]")].sort((a, b) => left(a) - left(b));
  const at = bars.indexOf(bar);
  if (key === "ArrowRight") return bars[at + 1];
  if (key === "ArrowLeft") return bars[at - 1];
  if (key === "Home") return bars[0];
  if (key === "End") return bars.at(-1);
  if (key !== "ArrowDown" && key !== "ArrowUp") return undefined;
  const next = rows[rows.indexOf(row) + (key === "ArrowDown" ? 1 : -1)];
  const far = (/** @type {Element} */ one) => Math.abs(left(one) - left(bar));
  return next && [...next.querySelectorAll(".b[id]")].sort((a, b) => far(a) - far(b))[0];
}

/** @param {Element} bar */
const left = (bar) => Number(bar.querySelector("rect")?.getAttribute("x"));

/** @param {HTMLElement} dial @param {Element} bar */
function focus(dial, bar) {
  rove(dial, bar);
  /** @type {SVGElement} */ (/** @type {unknown} */ (bar)).focus({ preventScroll: true });
  show(bar);
}

/** One bar alone is reached by the tabulator. @param {HTMLElement} dial @param {Element} bar */
function rove(dial, bar) {
  dial.querySelectorAll('.b[tabindex="0"]').forEach((other) => other.setAttribute("tabindex", "-1"));
  bar.setAttribute("tabindex", "0");
}

/** Bring something into sight, clear of names and hours, whose fold is opened. @param {Element} thing */
function show(thing) {
  thing.closest("details")?.setAttribute("open", "");
  thing.scrollIntoView({ block: "nearest", inline: "nearest" });
}

// -- a name

/** Go to somebody of this day without another page. @param {Event} event @param {HTMLElement} dial */
function look(event, dial) {
  const form = /** @type {HTMLFormElement} */ (event.target);
  const name = plain(/** @type {HTMLInputElement} */ (form.elements.namedItem("cherche")).value);
  const rows = [...dial.querySelectorAll("[data-de]")];
  const row = name && rows.find((one) => plain(one.getAttribute("data-nom") ?? "").includes(name));
  if (!row) return;
  event.preventDefault();
  dial.querySelectorAll(".trouve").forEach((one) => one.classList.remove("trouve"));
  const own = [row, ...dial.querySelectorAll(`[data-c="${CSS.escape(row.getAttribute("data-de") ?? "")}"]`)];
  own.forEach((one) => one.classList.add("trouve"));
  show(row);
  const first = row.querySelector(".b[id]");
  if (first) focus(dial, first);
}

/** @param {string} text */
function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^a-z0-9]+/g, " ").trim();
}

// -- what stays where it was

/** @param {HTMLElement} frise @param {HTMLElement} dial */
function keepPlace(frise, dial) {
  const key = `frise ${frise.dataset.planning}`;
  const scale = Number(frise.dataset.zoom);
  const width = innerWidth;
  document.cookie = `largeur=${width}; path=/planning; max-age=31536000; samesite=strict`;
  const kept = sessionStorage.getItem(key);
  if (kept !== null) dial.scrollLeft = Number(kept) * scale - dial.clientWidth / 2;
  dial.addEventListener("scroll", () => sessionStorage.setItem(key, String((dial.scrollLeft + dial.clientWidth / 2) / scale)), { passive: true });
}

// -- on paper

/** Pixels of what stands on paper in place of candidats who are folded there. */
const NOTE = 34;

/** A day on one page, as large as it holds; lines stay as thick as they are. @param {HTMLElement} frise @param {HTMLElement} dial */
function fit(frise, dial) {
  /** @type {HTMLDetailsElement[]} */
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [.../** @type {NodeListOf<HTMLDetailsElement>} */ (dial.querySelectorAll(".trop[open]"))];
    for (const group of folded) group.open = false;
    const [across, down] = (frise.dataset.papier ?? "").split(" ").map(Number);
    const lines = dial.querySelectorAll(".heures, summary, details[open] .voie").length;
    const width = /** @type {HTMLElement} */ (dial.querySelector(".heures")).scrollWidth;
    const names = Number(dial.querySelector(".voie svg")?.getAttribute("width")) + 176;
    dial.style.zoom = String(Math.min(1, across / Math.min(width, names), (down - lines) / (dial.scrollHeight + NOTE)));
  });
  addEventListener("afterprint", () => {
    dial.style.zoom = "";
    for (const group of folded) group.open = true;
  });
}

// -- now

/** @param {HTMLElement} dial @param {number} x */
function center(dial, x) {
  if (dial.scrollWidth > dial.clientWidth) dial.scrollLeft = x - dial.clientWidth / 2;
}

/** @param {HTMLElement} dial */
function clock(dial) {
  const svg = /** @type {HTMLElement | null} */ (dial.querySelector(".voie svg"));
  const line = dial.querySelector(".ici path");
  if (!svg || !line) return;
  const first = new Date(svg.dataset.debut ?? "");
  const now = new Date();
  const x = ((now.getTime() - first.getTime()) / MINUTE) * Number(svg.dataset.pas);
  line.setAttribute("d", `M${x} 0v9999`);
  const pill = dial.querySelector(".pastille");
  pill?.querySelector("rect")?.setAttribute("x", String(x - 28));
  const words = pill?.querySelector("text");
  words?.setAttribute("x", String(x));
  if (words) words.textContent = `${now.getHours()}\u00a0h\u00a0${String(now.getMinutes()).padStart(2, "0")}`;
}

const all = () => document.querySelectorAll(".frise").forEach((frise) => follow(/** @type {HTMLElement} */ (frise)));
all();
addEventListener("dessin", all); // another drawing stands in its place
