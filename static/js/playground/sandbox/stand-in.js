// What the preview puts into every page of an app, before anything of the app's own. It is handed
// over as text, so it can use nothing from outside itself.

/** `path`: where the app's page believes to be. Reports links and forms to the frame around it. */
export function standIn(path) {
  // An opaque origin has no storage and throws: give the app's scripts some that lasts a page.
  for (const name of ["localStorage", "sessionStorage"]) {
    const kept = new Map();
    const storage = {
      getItem: (key) => kept.get(String(key)) ?? null,
      setItem: (key, value) => void kept.set(String(key), String(value)),
      removeItem: (key) => void kept.delete(String(key)),
      clear: () => kept.clear(),
      key: (index) => [...kept.keys()][index] ?? null,
      get length() {
        return kept.size;
      },
    };
    try {
      Object.defineProperty(window, name, { value: storage, configurable: true });
    } catch {
      // The browser does not let go of its own.
    }
  }
  try {
    Object.defineProperty(document, "cookie", { get: () => "", set: () => {}, configurable: true });
  } catch {
    // Likewise.
  }
  // The one road out that no content security policy closes. Where the browser knows the header
  // Connection-Allowlist it is closed already; elsewhere this is the best that a page can do.
  for (const name of ["RTCPeerConnection", "webkitRTCPeerConnection"]) delete window[name];

  const here = `http://localhost${path}`;
  const visit = (request) => parent.postMessage({ visit: request }, "*");
  const elsewhere = (address) => parent.postMessage({ elsewhere: String(address) }, "*");
  const urlOf = (address) => {
    try {
      return new URL(address, here);
    } catch {
      return null;
    }
  };
  const isOwn = (url) => url?.origin === "http://localhost";

  addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href], area[href]");
    if (!link || event.defaultPrevented || event.button !== 0) return;
    const address = link.getAttribute("href").trim();
    if (/^(javascript|data|blob|mailto|tel):/i.test(address)) return;
    event.preventDefault();
    const url = urlOf(address);
    if (!isOwn(url)) return elsewhere(address);
    // To a place in this very page: the frame has another address, so the browser can't do it.
    if (address.startsWith("#")) {
      const id = decodeURIComponent(url.hash.slice(1));
      return (document.getElementById(id) ?? document.documentElement).scrollIntoView();
    }
    visit({ method: "GET", path: url.pathname + url.search });
  });

  const read = (file) =>
    new Promise((resolve) => {
      const reader = new FileReader();
      reader.onload = () => resolve(String(reader.result).split(",")[1] ?? "");
      reader.onerror = () => resolve("");
      reader.readAsDataURL(file);
    });

  const send = async (form, button) => {
    // An input may be called "action" or "method" and hide the form's own property.
    const attribute = (element, name) => Element.prototype.getAttribute.call(element, name);
    const given = (name) =>
      (button && attribute(button, `form${name}`)) ?? attribute(form, name) ?? "";
    const url = urlOf(given("action") || path);
    if (!isOwn(url)) return elsewhere(given("action"));
    const fields = [];
    const files = [];
    for (const [name, value] of new FormData(form, button)) {
      if (typeof value === "string") fields.push([name, value]);
      else if (value.name) {
        const { name: filename, type } = value;
        files.push({ name, filename, type, base64: await read(value) });
      }
    }
    if (given("method").toLowerCase() === "post") {
      visit({ method: "POST", path: url.pathname + url.search, fields, files });
    } else {
      visit({ method: "GET", path: `${url.pathname}?${new URLSearchParams(fields)}` });
    }
  };

  addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    event.preventDefault();
    send(event.target, event.submitter);
  });
  // A script's form.submit() fires no event.
  HTMLFormElement.prototype.submit = function submit() {
    send(this, null);
  };
}
