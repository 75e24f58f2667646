// Where a tab goes on: what it held of what was typed is there again, before the page that it showed is.

import { unsealed } from "./preuve.js";

const where = /** @type {HTMLAnchorElement} */ (document.querySelector("a")).href;
const ticket = new URLSearchParams(location.search).get("billet") ?? "";
try {
  const held = JSON.parse(await unsealed(ticket, location.hash.slice(1)));
  for (const [name, value] of Object.entries(held)) sessionStorage.setItem(name, String(value));
} finally {
  location.replace(where);
}
