// The key that pages of ours have, and what is made with it. It is told to nobody, and stands in no page that is saved.

const meta = /** @type {HTMLMetaElement | null} */ (document.querySelector("meta[name=porte]"));

const text = new TextEncoder();
const kind = { name: "HMAC", hash: "SHA-256" };
// a page that is no place for secrets (a browser that does not know this machine by such a name) has none
const key = meta && crypto.subtle?.importKey("raw", text.encode(meta.content), kind, false, ["sign"]);
meta?.remove();

/** What the server of this page drew for its name; nothing where the page has no key. */
export const drawn = (key && meta?.dataset.tirage) || "";

/** @param {ArrayBuffer} bytes */
const hex = (bytes) => Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");

/** What the server makes of the same words. @param {string} who @param {...string} words @returns {Promise<ArrayBuffer>} */
async function mac(who, ...words) {
  if (!key) throw new Error("no key");
  return crypto.subtle.sign("HMAC", await key, text.encode(JSON.stringify([who, Number(location.port), ...words])));
}

/** @param {string} who @param {...string} words */
export const signed = async (who, ...words) => hex(await mac(who, ...words));

/** A key that serves once, for what one tab hands to the next page: all zeros to begin with harm nothing. @param {string} ticket */
async function seal(ticket) {
  const once = await mac("reste", ticket);
  return {
    key: await crypto.subtle.importKey("raw", once, "AES-GCM", false, ["encrypt", "decrypt"]),
    way: { name: "AES-GCM", iv: new Uint8Array(12) },
  };
}

/** @param {string} ticket @param {string} words */
export async function sealed(ticket, words) {
  const { key, way } = await seal(ticket);
  return hex(await crypto.subtle.encrypt(way, key, text.encode(words)));
}

/** @param {string} ticket @param {string} closed @returns {Promise<string>} */
export async function unsealed(ticket, closed) {
  const { key, way } = await seal(ticket);
  const bytes = Uint8Array.from(closed.match(/../g) ?? [], (pair) => parseInt(pair, 16));
  return new TextDecoder().decode(await crypto.subtle.decrypt(way, key, bytes));
}
