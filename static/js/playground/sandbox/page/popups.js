/**
 * window.open and what a popup does with its opener. Both pages have an opaque origin and can't
 * reach each other, so calls go by message: enough for pages such as those of Django's admin, where
 * the popup calls a function of its opener with itself and some texts.
 */
export function popups(page) {
  const windows = new Map(); // name → what window.open returned

  window.open = (address = "", name = "", features = "") => {
    if (/^_(self|top|parent)$/i.test(name)) {
      page.go(address);
      return window;
    }
    const url = page.local(address);
    if (!url) {
      page.send({ elsewhere: String(address) });
      return null;
    }
    let at = url; // where it was sent last; it may have gone on since
    const lead = (next) => {
      at = page.local(next) ?? at;
      page.send({ popup: { name: handle.name, path: at.pathname + at.search } });
    };
    const location = page.locationOf(() => at, lead);
    const handle = {
      name: String(name),
      closed: false,
      focus() {},
      blur() {},
      postMessage: (data) => page.send({ post: { name: handle.name, data } }),
      close() {
        handle.closed = true;
        page.send({ close: handle.name });
      },
    };
    for (const each of ["location", "__location"]) {
      Object.defineProperty(handle, each, { get: () => location, set: lead });
    }
    windows.set(handle.name, handle);
    lead(url.href);
    return /noopener|noreferrer/i.test(features) ? null : handle;
  };
  const posted = (data) =>
    dispatchEvent(new MessageEvent("message", { data, origin: "http://localhost", source: null }));

  page.on("call", ({ key, args, name }) => {
    const handle = windows.get(name);
    const given = args.map((each) => (each?.isWindow ? handle : each?.text));
    if (key === "postMessage") posted(given[0]);
    else if (typeof window[key] === "function") window[key](...given);
  });
  page.on("closed", (name) => {
    const handle = windows.get(name);
    if (handle) handle.closed = true;
  });

  page.on("posted", ({ data }) => posted(data));

  if (!page.popup) return;
  window.name = page.popup;
  window.close = () => page.send({ close: page.popup });
  const call =
    (key) =>
    (...args) => {
      const sent = args.map((each) => (each === window ? { isWindow: true } : { text: each }));
      page.send({ call: { key: String(key), args: JSON.parse(JSON.stringify(sent)) } });
    };
  const opener = new Proxy({}, { get: (_, key) => (key === "closed" ? false : call(key)) });
  Object.defineProperty(window, "opener", { value: opener, configurable: true });
}
