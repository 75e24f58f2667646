// Tells that the server is gone, and goes on once it is back: the strip under the frame says so meanwhile.
// A tab asks without its cookie, and goes on only where it gets the answer that the first server gave: whoever else
// listens at that port by then cannot know it.

/** Milliseconds between two looks. */
const EVERY = 1500;

const strip = /** @type {HTMLElement | null} */ (document.getElementById("bandeau"));
const before = strip?.textContent ?? "";
const challenge = crypto.randomUUID();
let expected = "";
let gone = false;

/** Shows a sentence in the strip. @param {string} words */
function say(words) {
  if (!strip) return;
  strip.textContent = words;
  strip.hidden = !words;
}

async function look() {
  if (document.hidden) return;
  try {
    const answer = await fetch(`/vie/etat?defi=${challenge}`, { credentials: "omit" });
    const proof = answer.ok ? await answer.text() : "";
    expected ||= proof;
    if (gone && proof === expected) back();
  } catch {
    gone = true;
    say(strip?.dataset.arret ?? "");
  }
}

function back() {
  gone = false;
  say(before);
  // whoever holds something that is not sent yet sends it, and stops this
  if (dispatchEvent(new Event("reprise", { cancelable: true }))) location.reload();
}

setInterval(look, EVERY);
document.addEventListener("visibilitychange", look);
look();
