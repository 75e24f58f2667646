// The panel of a passage that is taken: pieces of pages that the server makes, and what their forms ask for.

/**
 * @param {HTMLElement} panel
 * @param {(words: string) => void} say
 * @param {() => void} shown called when what the panel tells has changed
 * @param {() => void} closed called when it is closed by its button
 */
export function panneau(panel, say, shown, closed) {
  let turn = 0;
  /** @type {EventSource | null} */
  let search = null;

  // what is put in is made by the server, where all that was typed is escaped; no script in it may run
  /** @param {Element} where @param {string} html */
  const put = (where, html) => {
    where.innerHTML = html;
    shown();
  };

  /** Put in places found; whoever is at one of them stays there. @param {Element} where @param {string} html */
  const list = (where, html) => {
    const at = where.contains(document.activeElement) ? document.activeElement?.closest("form") : null;
    const code = /** @type {HTMLInputElement | null | undefined} */ (at?.querySelector("[name=code]"))?.value;
    put(where, html);
    if (!code) return;
    const again = where.querySelector(`[name=code][value="${CSS.escape(code)}"]`)?.closest("form");
    /** @type {HTMLElement | null | undefined} */ (again?.querySelector("button"))?.focus();
  };

  /** Show a passage: what it is, then where it may go. @param {string} address @param {URLSearchParams} which */
  async function show(address, which) {
    const mine = ++turn;
    search?.close();
    const piece = await text(`${address}/passage?${which}&morceau=1`);
    if (mine !== turn) return;
    put(panel, `<button type="button" class="fermer" data-fermer>Fermer</button>${piece}`);
    panel.hidden = false;
    const place = /** @type {HTMLElement | null} */ (panel.querySelector("[data-possible]"));
    if (!place) return;
    const possible = await text(place.dataset.possible ?? "");
    if (mine !== turn) return;
    put(place, possible);
    const cards = panel.querySelectorAll("[data-cartes] > li").length;
    say(cards ? `${cards} demi-journée${cards > 1 ? "s" : ""} avec des heures libres.` : "Aucune heure libre.");
  }

  function close() {
    turn += 1;
    search?.close();
    panel.hidden = true;
    panel.replaceChildren();
    shown();
  }

  /** Ask for something; a page that comes instead of a piece is gone to. @param {string} action @param {URLSearchParams} asked */
  async function send(action, asked) {
    const mine = turn;
    say("Contrôle de ce déplacement…");
    asked.set("morceau", "1");
    const answer = await fetch(action, { method: "POST", body: asked });
    if (answer.redirected) {
      location.assign(answer.url);
      return;
    }
    const piece = await answer.text();
    if (mine !== turn || panel.hidden) return;
    panel.querySelector(".refus")?.remove();
    const holder = document.createElement("div");
    holder.innerHTML = piece;
    const refusal = holder.querySelector(".refus") ?? holder;
    (panel.querySelector(".ensuite") ?? panel).before(refusal);
    panel.scrollTop = 0;
    shown();
    /** @type {HTMLElement | null} */ (refusal.querySelector("button"))?.focus({ preventScroll: true });
  }

  /** Search on, others being moved: told as it goes, its places shown when it ends. @param {HTMLFormElement} form */
  async function look(form) {
    const mine = turn;
    const told = document.createElement("p");
    told.setAttribute("role", "status");
    told.textContent = "Recherche en cours…";
    const stop = document.createElement("button");
    stop.textContent = "Arrêter et montrer ce qui est trouvé";
    const found = document.createElement("div");
    form.replaceWith(told, stop, found);
    const answer = await fetch(form.action, { method: "POST", body: fields(form) });
    if (mine !== turn) return;
    if (!answer.redirected) {
      stop.remove();
      told.replaceWith(form);
      say("La recherche n'a pas pu commencer.");
      return;
    }
    stop.addEventListener("click", () => fetch(`${answer.url}/arreter`, { method: "POST" }));
    search = new EventSource(`${answer.url}/flux`);
    search.addEventListener("avance", (event) => (told.textContent = `Recherche en cours\u00a0: ${JSON.parse(event.data)}`));
    search.addEventListener("places", (event) => list(found, JSON.parse(event.data)));
    search.addEventListener("fini", async () => {
      search?.close();
      const piece = await text(`${answer.url}/places`);
      if (mine !== turn) return;
      told.textContent = "Recherche terminée.";
      stop.remove();
      list(found, piece);
    });
  }

  panel.addEventListener("submit", (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (form.matches("[data-cherche]")) {
      event.preventDefault();
      look(form);
    } else if (form.action.endsWith("/deplacer") || form.action.endsWith("/placer")) {
      event.preventDefault();
      send(form.action, fields(form));
    }
  });
  panel.addEventListener("click", (event) => {
    if (/** @type {Element} */ (event.target).closest("[data-fermer]")) closed();
  });
  return { show, close, send };
}

/** @param {string} address */
async function text(address) {
  return (await fetch(address)).text();
}

/** @param {HTMLFormElement} form */
export function fields(form) {
  return new URLSearchParams(/** @type {any} */ (new FormData(form)));
}
