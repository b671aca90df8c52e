/** An opaque origin has neither storage nor cookies, and throws: stand-ins that last a page. */
export function storage(page) {
  for (const name of ["localStorage", "sessionStorage"]) {
    const kept = new Map();
    const value = {
      getItem: (key) => kept.get(String(key)) ?? null,
      setItem: (key, text) => void kept.set(String(key), String(text)),
      removeItem: (key) => void kept.delete(String(key)),
      clear: () => kept.clear(),
      key: (index) => [...kept.keys()][index] ?? null,
      get length() {
        return kept.size;
      },
    };
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
