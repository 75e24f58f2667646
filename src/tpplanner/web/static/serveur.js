// The server of this page, which proves that it is: what is typed here is told to no other, and no other's answer is shown.
// Once it has stopped, whoever else works on this machine may listen at its port.

import { drawn, signed } from "./preuve.js";

/** Milliseconds for which a proof is believed where none is waited for: as a page is left, a form sent, a link followed. */
const BELIEVED = 2000;

let proven = -BELIEVED;

/** What whoever listens there tells, if it has the key of this page. @returns {Promise<{ tirage: string, defi: string }>} */
export async function proof() {
  const challenge = crypto.randomUUID();
  try {
    const answer = await fetch(`/vie/etat?defi=${challenge}`, { credentials: "omit" });
    const { tirage, defi, preuve } = await answer.json();
    if (preuve !== (await signed("serveur", challenge, tirage, defi))) throw new Error("another");
    proven = performance.now();
    return { tirage, defi };
  } catch (failure) {
    proven = -BELIEVED;
    throw failure;
  }
}

/** Whether it was the server a moment ago. A page without a key can ask for no proof. */
export const sure = () => !drawn || performance.now() - proven < BELIEVED;

/** Comes back once it is sure that the server of this page listens; fails where another does, or nobody. */
export async function certain() {
  if (drawn && (await proof()).tirage !== drawn) throw new Error("a later one");
}

/** What whoever listens answers, for whoever is certain or sure. @param {string} address @param {RequestInit} [how] */
export const askNow = (address, how) => fetch(address, how);

/** What the server of this page answers, and nobody else. @param {string} address @param {RequestInit} [how] */
export const ask = (address, how) => certain().then(() => askNow(address, how));
