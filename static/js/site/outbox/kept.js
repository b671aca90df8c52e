// What the server has yet to hear, as this browser keeps it: each fact in an item of its own, so that
// two tabs never write over each other. A fact: {name, at, who, url, type, body, target}.
const PREFIX = "outbox:";

const held = new Map(); // facts that the browser would not take, for as long as this page is open

/** A fact from its text; null if something else has written there. */
function read(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** All facts, oldest first, whoever's they are. */
export function facts() {
  const found = [...held.values()];
  try {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(PREFIX)) found.push(read(localStorage.getItem(key)));
    }
  } catch {
    // Storage is off.
  }
  return found.filter((fact) => typeof fact?.url === "string").sort((a, b) => a.at - b.at);
}

/** Keep a fact; one of the same name is replaced. */
export function keep(fact) {
  try {
    localStorage.setItem(PREFIX + fact.name, JSON.stringify(fact));
    held.delete(fact.name);
  } catch {
    held.set(fact.name, fact); // off, or full
  }
}

/** Whether a fact is still kept, as it is. */
export function isKept({ name, body }) {
  return facts().some((fact) => fact.name === name && fact.body === body);
}

export function forget({ name }) {
  held.delete(name);
  try {
    localStorage.removeItem(PREFIX + name);
  } catch {
    // Storage is off: it never was in there.
  }
}

/** How many facts would be gone with this page. */
export function endangered() {
  return held.size;
}

/** Call `act` when another tab has kept or sent something. */
export function whenOthersChange(act) {
  addEventListener("storage", ({ key }) => {
    if (key === null || key.startsWith(PREFIX)) act();
  });
}
