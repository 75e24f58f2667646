// A file dropped on the form is the one chosen; the form is sent at once.

/** @param {HTMLFormElement} form */
function accept(form) {
  const input = /** @type {HTMLInputElement} */ (form.querySelector("input[type=file]"));
  form.addEventListener("dragover", (event) => {
    event.preventDefault();
    form.classList.add("dessus");
  });
  form.addEventListener("dragleave", () => form.classList.remove("dessus"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("dessus");
    const files = event.dataTransfer?.files;
    if (!files || files.length === 0) return;
    input.files = files;
    form.requestSubmit();
  });
}

document.querySelectorAll("[data-depot]").forEach((form) => accept(/** @type {HTMLFormElement} */ (form)));
