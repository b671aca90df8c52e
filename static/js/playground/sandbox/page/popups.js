/**
 * window.open and what a popup does with its opener. Both pages have an opaque origin and can't
 * reach each other, so calls go by message: enough for pages such as those of Django's admin, where
 * the popup calls a function of its opener with itself and some texts.
 */
export function popups(page) {
  const windows = new Map(); // name → what window.open returned

  window.open = (address = "", name = "") => {
    const url = page.local(address);
    if (!url) {
      page.send({ elsewhere: String(address) });
      return null;
    }
    const handle = {
      name: String(name),
      closed: false,
      location: url, // where it was opened; it may have gone on since
      focus() {},
      blur() {},
      postMessage() {},
      close() {
        handle.closed = true;
        page.send({ close: handle.name });
      },
    };
    windows.set(handle.name, handle);
    page.send({ popup: { name: handle.name, path: url.pathname + url.search } });
    return handle;
  };

  page.on("call", ({ key, args, name }) => {
    const handle = windows.get(name);
    const given = args.map((each) => (each?.isWindow ? handle : each?.text));
    if (typeof window[key] === "function") window[key](...given);
  });
  page.on("closed", (name) => {
    const handle = windows.get(name);
    if (handle) handle.closed = true;
  });

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
