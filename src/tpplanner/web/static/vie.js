// Tells that the server is gone, and goes on once it is back: the strip under the frame says so meanwhile.

/** Milliseconds between two looks. */
const EVERY = 2000;

const strip = /** @type {HTMLElement | null} */ (document.getElementById("bandeau"));
const said = strip?.textContent ?? "";
let gone = false;

/** Shows the sentence of the strip, or what stood there before. @param {string} words */
function say(words) {
  if (!strip) return;
  strip.textContent = words;
  strip.hidden = !words;
}

async function look() {
  if (document.hidden) return;
  try {
    const answer = await fetch("/vie/etat");
    if (!answer.ok) return;
    if (gone) {
      gone = false;
      say(said);
      // whoever holds something that is not sent yet sends it first, and stops this
      if (dispatchEvent(new Event("reprise", { cancelable: true }))) location.reload();
    }
  } catch {
    gone = true;
    say(strip?.dataset.arret ?? "");
  }
}

setInterval(look, EVERY);
