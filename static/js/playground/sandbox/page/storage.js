/**
 * An opaque origin has neither storage nor cookies, and throws: stand-ins. What is stored is told to
 * the preview, which hands it to the next page of the same run.
 */
export function storage(page) {
  for (const name of ["localStorage", "sessionStorage"]) {
    const kept = new Map(page.stored?.[name] ?? []);
    const most = 1_000_000; // characters; browsers take a few millions
    let length = 0;
    for (const entry of kept) length += entry.join("").length;
    let isToBeTold = false;
    const told = (change) => {
      change();
      if (!isToBeTold) {
        queueMicrotask(() => {
          isToBeTold = false;
          page.send({ stored: { name, entries: [...kept] } });
        });
      }
      isToBeTold = true;
    };
    const put = (key, text) => {
      const more =
        key.length + text.length - (kept.has(key) ? key.length + kept.get(key).length : 0);
      if (length + more > most) throw new DOMException(`${name} is full.`, "QuotaExceededError");
      length += more;
      told(() => kept.set(key, text));
    };
    const remove = (key) => {
      if (kept.has(key)) length -= key.length + kept.get(key).length;
      told(() => kept.delete(key));
    };
    const own = {
      getItem: (key) => kept.get(String(key)) ?? null,
      setItem: (key, text) => put(String(key), String(text)),
      removeItem: (key) => remove(String(key)),
      clear() {
        length = 0;
        told(() => kept.clear());
      },
      key: (index) => [...kept.keys()][index] ?? null,
      get length() {
        return kept.size;
      },
    };
    // Scripts may also write localStorage.theme = "dark".
    const value = new Proxy(own, {
      get: (_, key) => (key in own ? own[key] : kept.get(key)),
      set: (_, key, text) => [own.setItem(key, text)].length > 0,
      deleteProperty: (_, key) => [own.removeItem(key)].length > 0,
      has: (_, key) => key in own || kept.has(key),
      ownKeys: () => [...kept.keys()],
      getOwnPropertyDescriptor: (_, key) =>
        kept.has(key)
          ? { value: kept.get(key), writable: true, enumerable: true, configurable: true }
          : undefined,
    });
    try {
      Object.defineProperty(window, name, { value, configurable: true });
    } catch {
      // The browser does not let go of its own.
    }
  }

  // The app's own cookies, without those that are HttpOnly; a new one goes to the app's jar.
  const cookies = new Map();
  const keep = (pair) => {
    const [name, ...rest] = pair.split("=");
    if (name.trim()) cookies.set(name.trim(), rest.join("=").trim());
    return name.trim();
  };
  for (const pair of (page.cookie || "").split("; ")) keep(pair);
  const read = () => [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const write = (text) => {
    const [pair, ...attributes] = String(text).split(";");
    const name = keep(pair);
    const gone = attributes.some((each) => /^\s*max-age\s*=\s*(0|-\d+)\s*$/i.test(each));
    if (gone) cookies.delete(name);
    page.send({ cookie: String(text) });
  };
  try {
    Object.defineProperty(document, "cookie", { get: read, set: write, configurable: true });
  } catch {
    // Likewise.
  }
}
