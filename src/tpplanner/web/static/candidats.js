// The table of candidats: what a chip or a row opens is a dialog over the page; a name is looked for while one types; a
// file that is dropped or chosen is read at once. Without this script each of these is a page that is loaded.

import { page, save, show } from "./brouillon.js";
import { ask } from "./serveur.js";

const form = () => /** @type {HTMLFormElement} */ (document.querySelector("[data-brouillon]"));

/** Shows what an address opens, over the page. @param {string} href */
async function open(href) {
  if (!(await save())) return;
  const answer = await page(await ask(href));
  const dialog = answer.getElementById("detail");
  if (!dialog) return;
  document.getElementById("detail")?.remove();
  form().append(dialog); // made by the server, where all that was typed is escaped
  over(/** @type {HTMLDialogElement} */ (dialog));
}

/** Puts a dialog that stands in the page over it. @param {HTMLDialogElement} dialog */
function over(dialog) {
  dialog.removeAttribute("open");
  dialog.addEventListener("close", closed);
  dialog.showModal();
  /** @type {HTMLElement | null} */ (dialog.querySelector(".champ :is(input, select, textarea), [data-choix] :is(a, button)"))?.focus();
}

/** Once a dialog is closed, the page tells what was changed in it. @param {Event} event */
async function closed(event) {
  const dialog = /** @type {HTMLDialogElement} */ (event.currentTarget);
  if (!dialog.isConnected) return;
  const row = dialog.dataset.ligne ?? "";
  if (!(await save())) return;
  dialog.remove();
  show(await page(await ask(location.pathname + location.search.replace(/[?&](puce|ligne|ajouter)=[^&]*/, ""))), row);
}

/** @param {MouseEvent} event */
function clicked(event) {
  const link = /** @type {HTMLElement} */ (event.target).closest("a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (link.hasAttribute("data-detail")) {
    event.preventDefault();
    event.stopPropagation();
    open(link.href);
  } else if (link.hasAttribute("data-fermer")) {
    event.preventDefault();
    event.stopPropagation();
    link.closest("dialog")?.close();
  }
}

/** A link that is a button answers to Space too; Enter in a field of the dialog ends it. @param {KeyboardEvent} event */
function pressed(event) {
  const there = /** @type {HTMLElement} */ (event.target);
  if (event.key === " " && there.matches("a[role=button]")) {
    event.preventDefault();
    there.click();
  } else if (event.key === "Enter" && there.matches("dialog input")) {
    event.preventDefault();
    there.closest("dialog")?.close();
  }
}

// A name that is looked for.

/** @param {string} text */
const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** @param {Event} event */
function look(event) {
  const field = /** @type {HTMLInputElement} */ (event.target);
  if (!field.matches("[data-cherche]")) return;
  event.stopPropagation(); // it is no field of the draft
  const wanted = folded(field.value.trim());
  let found = 0;
  for (const row of document.querySelectorAll("tr[data-nom]")) {
    const shown = folded(/** @type {HTMLElement} */ (row).dataset.nom ?? "").includes(wanted);
    /** @type {HTMLElement} */ (row).hidden = !shown;
    found += Number(shown);
  }
  const told = /** @type {HTMLElement} */ (document.querySelector("[data-trouves]"));
  told.textContent = wanted ? `${told.dataset.mot} ${found}` : "";
}

// A file.

/** Reads a file as a list. @param {File} file @param {string} table */
async function read(file, table) {
  if (!(await save())) return;
  const body = new FormData();
  body.set("faire", `lire-${table}`);
  body.set(`fichier.${table}`, file);
  show(await page(await ask(form().action, { method: "POST", body })));
}

/** @param {Event} event */
function chosen(event) {
  const field = /** @type {HTMLInputElement} */ (event.target);
  const table = /** @type {HTMLElement | null} */ (field.closest("[data-depot-liste]"))?.dataset.depotListe;
  if (field.type === "file" && field.files?.[0] && table) read(field.files[0], table);
}

/** @param {DragEvent} event */
function dropped(event) {
  const place = /** @type {HTMLElement} */ (event.target).closest("[data-depot-liste], .collage");
  const table = /** @type {HTMLElement | null} */ (place?.querySelector("[data-depot-liste]") ?? place)?.dataset.depotListe;
  if (!table) return;
  event.preventDefault();
  const file = event.dataTransfer?.files[0];
  if (event.type === "drop" && file) read(file, table);
}

/** What a script alone can do is shown where there is one. */
function dress() {
  for (const part of document.querySelectorAll("[data-avec-script]")) part.removeAttribute("hidden");
  for (const part of document.querySelectorAll("[data-fichier]")) part.setAttribute("hidden", "");
  const dialog = /** @type {HTMLDialogElement | null} */ (document.getElementById("detail"));
  if (dialog?.hasAttribute("open") && !dialog.matches(":modal")) over(dialog);
}

document.addEventListener("click", clicked, true);
document.addEventListener("keydown", pressed);
document.addEventListener("input", look, true);
document.addEventListener("change", chosen);
document.addEventListener("dragover", dropped);
document.addEventListener("drop", dropped);
new MutationObserver(dress).observe(/** @type {HTMLElement} */ (document.querySelector("main")), { childList: true, subtree: true });
dress();
