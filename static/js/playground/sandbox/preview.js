// The preview's page: holds the app's page in a frame inside, which inherits this document's policy
// (no network, nowhere to go), and passes on what that page asks for. The app's page may do what it
// likes to itself; all it can reach here is a message, and that is read as a request to its own app.
//
//   → {page: {html | text | image, path, hash, cookie, refresh}, popup, run}
//                                                   ← {listening: true}   at first
//   → {loaded: id, response}                        ← {load: path, id}     a part of the page
//   → {answer: {id, …}, from}                       ← {ask, from}          a script's request
//   ← {visit, from}  {elsewhere}  {cookie}  {popup: {name, path}}  {go}  {moved}: see page/index.js
//
// `jar` of a page names the window whose cookies and storage are its. `popup` and `from` name the popup that a message is for or from; "" is the page itself. `run` is
// another one after every start of the app.
import { assemble } from "./assemble.js";
import { headOf, pathIn } from "./head.js";
import { scriptFor } from "./page/index.js";
import { Popup } from "./popup.js";

const TEXT_STYLE =
  "margin:0;padding:12px 16px;font:14px/1.5 ui-monospace,monospace;white-space:pre-wrap;overflow-wrap:anywhere;color:#1d1b16";
const PAGE_STYLE =
  "<style>:root{color-scheme:light}body{font:16px/1.5 system-ui,sans-serif}</style>";
const LEFT =
  "A script or a refresh in this page led on to another address. The preview can't follow that: " +
  "type the address into the bar above.";
const PASSED_ON = ["visit", "elsewhere", "ask", "cookie", "popup", "go", "moved"];
// What a page may wish for, so that no page can drown the lesson's: wishes a second, and characters.
const MOST_WISHES = 100;
const MOST_WISHED = 20_000_000;
const MOST_STORED = 3_000_000; // characters that pages of one window may keep

function escaped(text) {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

function documentOfText(text) {
  return `<!doctype html><pre style="${TEXT_STYLE}">${escaped(text)}</pre>`;
}

/** The document to show, as one string. The stand-ins come before anything of the app's. */
async function documentOf({ html, text, image, ...settings }, popup, load, kept) {
  if (text !== undefined) return documentOfText(text);
  if (image !== undefined) return `<!doctype html><img src="${escaped(image)}" alt="">`;
  const { url, refresh } = headOf(html, settings.path);
  const base = `<base href="${escaped(url)}">`;
  const given = { refresh, ...settings, popup };
  const script = `<script>${scriptFor(given)}</scr${"ipt"}>`;
  const page = await assemble(html, pathIn(url) ?? settings.path, load, kept);
  const doctype = page.match(/^\s*<!doctype[^>]*>/i)?.[0] ?? "";
  return `${doctype || "<!doctype html>"}${base}${PAGE_STYLE}${script}${page.slice(doctype.length)}`;
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

/** A wish as plain data; undefined if it isn't that, or is too large. */
function plain(wish) {
  try {
    const text = JSON.stringify(wish);
    return text.length <= MOST_WISHED ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}

class Stage {
  #port;
  #wishes = 0; // passed on in this second
  #asked = new Map(); // id → resolve
  #loads = 0;
  #run = 0;
  #kept = new Map(); // path → Part, of style sheets and scripts of this run
  #stored = {}; // jar → {localStorage, sessionStorage}: [[name, text], …], of this run
  #jar = "";
  #turn = 0;
  #frame = null;
  #popup = null;

  constructor(port) {
    this.#port = port;
    port.onmessage = ({ data }) => this.#told(data);
    addEventListener("message", ({ source, data }) => this.#heard(source, data));
    // A frame was led away before its page had loaded: this document's policy has stopped it.
    document.addEventListener("securitypolicyviolation", ({ effectiveDirective }) => {
      if (effectiveDirective === "frame-src")
        this.#put(documentOfText(LEFT), this.#popup?.name ?? "");
    });
    setInterval(() => {
      this.#wishes = 0;
    }, 1000);
    port.postMessage({ listening: true });
  }

  #told(data) {
    if (data.page) {
      if (data.run !== this.#run) [this.#kept, this.#stored] = [new Map(), {}];
      this.#run = data.run;
      this.#show(data.page, data.popup ?? "");
    } else if (data.answer) {
      const frame = data.from ? this.#popup?.frame : this.#frame;
      frame?.contentWindow.postMessage({ answer: data.answer }, "*");
    } else {
      this.#asked.get(data.loaded)?.(data.response);
      this.#asked.delete(data.loaded);
    }
  }

  async #show(page, popup) {
    this.#turn += 1;
    const turn = this.#turn;
    const kept = this.#kept;
    this.#jar = String(page.jar);
    const stored = this.#stored[this.#jar];
    const source = await documentOf({ ...page, stored }, popup, (path) => this.#load(path), kept);
    if (turn === this.#turn) this.#put(source, popup);
  }

  #put(source, popup) {
    const frame = frameFor(source, () => this.#put(documentOfText(LEFT), popup));
    if (popup) {
      if (this.#popup?.name === popup) this.#popup.show(frame);
      else this.#open(popup, frame);
      return;
    }
    this.#close();
    this.#frame = frame;
    document.body.replaceChildren(frame);
  }

  #open(name, frame) {
    this.#close();
    this.#popup = new Popup(name, frame, () => this.#close());
  }

  #close() {
    if (!this.#popup) return;
    this.#popup.element.remove();
    this.#frame?.contentWindow.postMessage({ closed: this.#popup.name }, "*");
    this.#popup = null;
  }

  #load(path) {
    this.#loads += 1;
    const id = this.#loads;
    this.#port.postMessage({ load: path, id });
    return new Promise((resolve) => this.#asked.set(id, resolve));
  }

  #heard(source, data) {
    const popup = this.#popup;
    const fromPopup = popup !== null && source === popup.frame.contentWindow;
    if (typeof data !== "object" || data === null) return;
    if (!fromPopup && (!this.#frame || source !== this.#frame.contentWindow)) return;
    if (data.call && fromPopup) {
      this.#frame.contentWindow.postMessage({ call: { ...data.call, name: popup.name } }, "*");
    } else if (data.post && popup && data.post.name === popup.name) {
      popup.frame.contentWindow.postMessage({ posted: { data: data.post.data } }, "*");
    } else if (data.close !== undefined) this.#close();
    else if (data.stored) this.#keep(data.stored);
    else {
      const name = PASSED_ON.find((each) => data[each] !== undefined);
      if (name) this.#passOn(name, data[name], fromPopup ? popup.name : "");
    }
  }

  /** What a page has stored is the next one's. */
  #keep({ name, entries }) {
    const given = plain({ ...this.#stored[this.#jar], [name]: entries });
    if (JSON.stringify(given ?? null).length <= MOST_STORED) this.#stored[this.#jar] = given;
  }

  #passOn(name, wish, from) {
    this.#wishes += 1;
    const passed = this.#wishes <= MOST_WISHES ? plain(wish) : undefined;
    if (passed !== undefined) this.#port.postMessage({ [name]: passed, from });
  }
}

// Only the page that embeds this frame may drive it, over the port that it hands in first.
addEventListener("message", function first({ source, ports }) {
  if (source !== parent || !ports[0]) return;
  removeEventListener("message", first);
  new Stage(ports[0]);
});
