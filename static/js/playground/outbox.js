// Facts that the server has to hear: kept in the browser until it has them. Each carries a key made
// here, so one that is sent twice counts once.
import { csrfToken } from "../site/csrf.js";

const STORE = "outbox";
const MOST = 200; // facts kept while the server can't be reached

let held = null; // the facts, where the browser has no storage for them

function read() {
  if (held) return held;
  try {
    return JSON.parse(localStorage.getItem(STORE)) ?? [];
  } catch {
    return []; // storage is off, or holds something else's data
  }
}

function write(facts) {
  const kept = facts.slice(-MOST);
  try {
    localStorage.setItem(STORE, JSON.stringify(kept));
    held = null;
  } catch {
    held = kept; // off, or full: for as long as this page is open
  }
}

async function deliver({ url, fact }) {
  const response = await fetch(url, {
    method: "POST",
    keepalive: true,
    headers: { "Content-Type": "application/json", "X-CSRFToken": csrfToken() },
    body: JSON.stringify(fact),
  });
  // What the server will never take is dropped; what it could not take now is tried again.
  return (
    response.ok || (response.status >= 400 && response.status < 500 && response.status !== 403)
  );
}

let sending = null;

/** Send what is waiting, oldest first. Resolves to whether the server has all of it now. */
export function flush() {
  sending ??= send().finally(() => {
    sending = null;
  });
  return sending;
}

async function send() {
  try {
    for (let facts = read(); facts.length > 0; facts = read()) {
      if (!(await deliver(facts[0]))) break;
      write(read().filter(({ fact }) => fact.key !== facts[0].fact.key));
      document.dispatchEvent(new Event("fact-kept"));
    }
  } catch {
    // Offline: the next fact, the next page or the connection's return sends them.
  }
  return read().length === 0;
}

/** Keep `fact` and send it to `url`. Resolves to whether the server has it now. */
export function record(url, fact) {
  write([...read(), { url, fact: { ...fact, key: crypto.randomUUID() } }]);
  return flush();
}

addEventListener("online", flush);
