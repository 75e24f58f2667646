// Shows the page anew when the file that it tells has been saved.

import { ask } from "./serveur.js";

/** Milliseconds between two looks. */
const EVERY = 1000;
/** Milliseconds during which the answer to a form is waited for: showing the page anew would give it up. */
const ANSWER = 15_000;

let leaving = -ANSWER;
addEventListener("beforeunload", () => {
  leaving = performance.now();
});

/** @param {HTMLElement} watched */
function watch(watched) {
  const { veille, empreinte } = watched.dataset;
  const look = async () => {
    if (document.hidden || performance.now() - leaving < ANSWER) return;
    try {
      const answer = await ask(/** @type {string} */ (veille));
      const { empreinte: now } = await answer.json();
      if (now && now !== empreinte && performance.now() - leaving >= ANSWER) location.reload();
    } catch {
      // the server is gone or busy: asked again at the next look
    }
  };
  setInterval(look, EVERY);
}

document.querySelectorAll("[data-veille]").forEach((element) => watch(/** @type {HTMLElement} */ (element)));
