// Follows a search: how far it is, the best planning so far; once it has ended, the page is shown anew.

const drawing = /** @type {HTMLElement} */ (document.querySelector("[data-flux]"));
const progress = /** @type {HTMLElement} */ (document.getElementById("avance"));
const source = new EventSource(/** @type {string} */ (drawing.dataset.flux));

source.addEventListener("avance", (event) => {
  progress.textContent = JSON.parse(event.data);
});
source.addEventListener("dessin", (event) => {
  const kept = drawing.scrollTop;
  // made by the server, where all that was typed is escaped; the policy of the page lets no script in it run
  drawing.innerHTML = JSON.parse(event.data);
  drawing.scrollTop = kept;
});
source.addEventListener("places", (event) => {
  /** @type {HTMLElement} */ (document.getElementById("places")).innerHTML = JSON.parse(event.data);
});
source.addEventListener("fini", () => {
  source.close();
  location.reload();
});
