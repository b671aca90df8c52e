// The preview's page: holds the app's page in a frame inside, which inherits this document's policy
// (no network, nowhere to go), and reports links and forms. The app's page may do what it likes to
// itself; all it can reach here is a message, and that is read as a request to its own app.
//
//   → {page: {html | text | image, path}}           ← {listening: true}   once, at the beginning
//   → {loaded: id, response}                        ← {load: path, id}    a part of the page
//                                                   ← {visit: {method, path, fields, files}}
//                                                   ← {elsewhere: address}
import { assemble } from "./assemble.js";
import { standIn } from "./stand-in.js";

const TEXT_STYLE =
  "margin:0;padding:12px 16px;font:14px/1.5 ui-monospace,monospace;white-space:pre-wrap;overflow-wrap:anywhere;color:#1d1b16";
const PAGE_STYLE =
  "<style>:root{color-scheme:light}body{font:16px/1.5 system-ui,sans-serif}</style>";
const LEFT =
  "A script or a refresh in this page led on to another address. The preview can't follow that: " +
  "type the address into the bar above.";

function escaped(text) {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

function documentOfText(text) {
  return `<!doctype html><pre style="${TEXT_STYLE}">${escaped(text)}</pre>`;
}

/** The document to show, as one string. The stand-in comes before anything of the app's. */
async function documentOf({ html, text, image, path }, load) {
  if (text !== undefined) return documentOfText(text);
  if (image !== undefined) return `<!doctype html><img src="${escaped(image)}" alt="">`;
  const argument = JSON.stringify(path).replace(/</g, "\\u003c");
  const script = `<script>(${standIn})(${argument})</scr${"ipt"}>`;
  const page = await assemble(html, path, load);
  const doctype = page.match(/^\s*<!doctype[^>]*>/i)?.[0] ?? "";
  return `${doctype || "<!doctype html>"}${PAGE_STYLE}${script}${page.slice(doctype.length)}`;
}

/** A new frame for each page: one that gets a second document adds a step to the browser's history. */
function frameFor(source, onleft) {
  const frame = document.createElement("iframe");
  frame.sandbox = "allow-scripts allow-forms";
  frame.title = "The app's page";
  frame.srcdoc = source;
  frame.addEventListener("load", () => frame.addEventListener("load", onleft), { once: true });
  return frame;
}

function begin(port) {
  const asked = new Map(); // id → resolve
  let frame;
  let turn = 0;
  let loads = 0;
  const load = (path) => {
    loads += 1;
    const id = loads;
    port.postMessage({ load: path, id });
    return new Promise((resolve) => asked.set(id, resolve));
  };
  const show = (source) => {
    frame = frameFor(source, () => show(documentOfText(LEFT)));
    document.body.replaceChildren(frame);
  };
  port.onmessage = async ({ data }) => {
    if (data.page) {
      turn += 1;
      const mine = turn;
      const source = await documentOf(data.page, load);
      if (mine === turn) show(source);
    } else {
      asked.get(data.loaded)?.(data.response);
      asked.delete(data.loaded);
    }
  };
  addEventListener("message", ({ source, data }) => {
    if (!frame || source !== frame.contentWindow) return;
    if (data?.visit) port.postMessage({ visit: data.visit });
    else if (typeof data?.elsewhere === "string") port.postMessage({ elsewhere: data.elsewhere });
  });
  port.postMessage({ listening: true });
}

// Only the page that embeds this frame may drive it, over the port that it hands in first.
addEventListener("message", function first({ source, ports }) {
  if (source !== parent || !ports[0]) return;
  removeEventListener("message", first);
  begin(ports[0]);
});
