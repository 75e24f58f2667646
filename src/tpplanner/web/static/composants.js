// What components do: a menu closes when one is done with it, a dialog opens at its button.

/** Closes the menus that are open, but that one. @param {Element | null} [but] @returns {HTMLDetailsElement[]} */
function close(but = null) {
  const open = /** @type {HTMLDetailsElement[]} */ ([...document.querySelectorAll("details.menu[open]")]);
  const others = open.filter((menu) => menu !== but);
  for (const menu of others) menu.open = false;
  return others;
}

addEventListener("click", (event) => {
  const target = /** @type {Element} */ (event.target);
  close(target.closest("details.menu"));
  const opener = /** @type {HTMLElement | null} */ (target.closest("[data-dialogue]"));
  if (!opener) return;
  const dialog = document.getElementById(opener.dataset.dialogue ?? "");
  if (dialog instanceof HTMLDialogElement) dialog.showModal();
});

addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  close()[0]?.querySelector("summary")?.focus();
});
