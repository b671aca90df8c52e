// The preview's page: holds the app's page in a frame inside, which inherits this document's policy
// (no network, nowhere to go), and reports links and forms. The app's page may do what it likes to
// itself; all it can reach here is a message, and that is read as a request to its own app.
//
//   → {html | text | image, path}        ← {visit: {method, path, fields, files}}

const STAND_IN = `(${function standIn(path) {
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

  const here = `http://localhost${path}`;
  const visit = (request) => parent.postMessage({ visit: request }, "*");
  const target = (address) => {
    const url = new URL(address, here);
    return url.origin === "http://localhost" ? url : null;
  };
  const elsewhere = (address) => parent.postMessage({ elsewhere: String(address) }, "*");

  addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href], area[href]");
    if (!link || event.defaultPrevented || event.button !== 0) return;
    const address = link.getAttribute("href");
    if (address.startsWith("#") || /^(javascript|data|blob|mailto|tel):/i.test(address)) return;
    event.preventDefault();
    const url = target(address);
    if (url) visit({ method: "GET", path: url.pathname + url.search });
    else elsewhere(address);
  });

  const read = (file) =>
    new Promise((resolve) => {
      const reader = new FileReader();
      reader.onload = () => resolve(String(reader.result).split(",")[1] ?? "");
      reader.readAsDataURL(file);
    });

  addEventListener("submit", async (event) => {
    if (event.defaultPrevented) return;
    event.preventDefault();
    const form = event.target;
    const button = event.submitter;
    const given = (name) => button?.getAttribute(`form${name}`) ?? form.getAttribute(name);
    const url = target(given("action") || path);
    if (!url) return elsewhere(given("action"));
    const fields = [];
    const files = [];
    for (const [name, value] of new FormData(form, button)) {
      if (typeof value === "string") fields.push([name, value]);
      else if (value.name) {
        const { name: filename, type } = value;
        files.push({ name, filename, type, base64: await read(value) });
      }
    }
    if ((given("method") || "get").toLowerCase() === "post") {
      visit({ method: "POST", path: url.pathname + url.search, fields, files });
    } else {
      visit({ method: "GET", path: `${url.pathname}?${new URLSearchParams(fields)}` });
    }
  });
}})`;

const TEXT_STYLE =
  "margin:0;padding:12px 16px;font:14px/1.5 ui-monospace,monospace;white-space:pre-wrap;overflow-wrap:anywhere;color:#1d1b16";
const PAGE_STYLE =
  "<style>:root{color-scheme:light}body{font:16px/1.5 system-ui,sans-serif}</style>";

function escaped(text) {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** The document to show, as one string. The stand-in comes before anything of the app's. */
function documentOf({ html, text, image, path }) {
  if (text !== undefined) return `<!doctype html><pre style="${TEXT_STYLE}">${escaped(text)}</pre>`;
  if (image !== undefined) return `<!doctype html><img src="${escaped(image)}" alt="">`;
  const script = `<script>${STAND_IN}(${JSON.stringify(path).replace(/</g, "\\u003c")})</scr${"ipt"}>`;
  const doctype = html.match(/^\s*<!doctype[^>]*>/i)?.[0] ?? "";
  return `${doctype || "<!doctype html>"}${PAGE_STYLE}${script}${html.slice(doctype.length)}`;
}

function begin(port) {
  const frame = document.createElement("iframe");
  frame.sandbox = "allow-scripts allow-forms";
  frame.title = "The app's page";
  document.body.append(frame);
  port.onmessage = ({ data }) => {
    frame.srcdoc = documentOf(data);
  };
  addEventListener("message", ({ source, data }) => {
    if (source === frame.contentWindow && data?.visit) port.postMessage({ visit: data.visit });
    if (source === frame.contentWindow && data?.elsewhere) {
      port.postMessage({ elsewhere: String(data.elsewhere) });
    }
  });
}

addEventListener("message", function first({ source, ports }) {
  if (source !== parent || !ports[0]) return;
  removeEventListener("message", first);
  begin(ports[0]);
});
