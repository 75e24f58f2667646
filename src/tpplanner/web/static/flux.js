// Follows a search: a clock that ticks, what it does now, the best planning so far; once it has ended, the page is shown anew.

import { certain } from "./serveur.js";

/** Milliseconds before a search that is no longer heard of is asked for again. */
const AGAIN = 2000;

const followed = /** @type {HTMLElement} */ (document.querySelector("[data-flux]"));
const clock = /** @type {HTMLElement} */ (document.getElementById("chrono"));
const begun = performance.now() - Number(clock.dataset.depuis) * 1000;

setInterval(() => {
  const seconds = Math.floor((performance.now() - begun) / 1000);
  clock.textContent = `${Math.floor(seconds / 60)}\u00a0min\u00a0${String(seconds % 60).padStart(2, "0")}\u00a0s`;
}, 250);

/**
 * Put in a piece of the page; whoever is at one of its buttons stays there. It is made by the server, where all that was
 * typed is escaped; the policy of the page lets no script in it run.
 * @param {string} id @param {string} html
 */
function put(id, html) {
  const place = /** @type {HTMLElement} */ (document.getElementById(id));
  const at = place.contains(document.activeElement) ? document.activeElement?.textContent : null;
  const scrolled = place.scrollTop;
  place.innerHTML = html;
  place.scrollTop = scrolled;
  if (!at) return;
  const again = [...place.querySelectorAll("button, a")].find((one) => one.textContent === at);
  /** @type {HTMLElement | undefined} */ (again)?.focus();
}

/** Listens to the search; a browser that lost it would by itself go on with whoever listens there. */
function listen() {
  const source = new EventSource(/** @type {string} */ (followed.dataset.flux));
  for (const id of ["suivi", "suffirait", "dessin"]) {
    source.addEventListener(id, (event) => put(id, JSON.parse(/** @type {MessageEvent} */ (event).data)));
  }
  source.addEventListener("fini", () => {
    source.close();
    location.reload();
  });
  source.addEventListener("error", () => {
    source.close();
    setTimeout(again, AGAIN);
  });
}

/** Once the server answers. */
const again = () => certain().then(listen, () => setTimeout(again, AGAIN));

listen();
