// Shows what an app answered, in a frame of its own: opaque origin, no network. The app's page stands
// in a frame inside that one; what it asks for (a link, a form, a script's fetch) comes back here as
// a request to the app.
import { header, pathOf, size } from "../exchange.js";
import { answerOf, isPath, requestOf } from "./requests.js";

const PATIENCE = 15_000; // ms for the frame to open
const NOT_OPENED =
  "The frame for the app's page did not open: is the connection lost? Send the request again.";
const RESTLESS_PAGE =
  "The page's scripts load one page after the other without an end: they are not followed any more.";
const MOST_BACK = 50; // pages
const RESTLESS = 20; // pages that scripts may lead on to
const RESTLESS_TIME = 10_000; // ms in which they do
const MOST_PARTS = 100; // that one page may load: style sheets, scripts, images

export class Preview {
  #element;
  #url;
  #name;
  #app;
  #opening;
  #loads = 0;
  #ledOn = []; // when scripts of the page led on, lately
  #run = 0;

  /**
   * `app` is how the page's wishes get to the app: `visit(request, {popup, hash})` for the next
   * page, `load(request)` → an exchange, for a part of it or a script, `cookie(text)`, `go(by)` in its
   * history (0: load again), `moved(path)` by pushState, and `elsewhere(address)` for a link that leads
   * away. `note(text)` tells the learner what was done about a page that knows no measure.
   */
  constructor(element, { url, name, app }) {
    this.#element = element;
    this.#url = url;
    this.#name = name;
    this.#app = app;
  }

  /** The app is started anew: what its last run served says nothing of this one. */
  begin() {
    this.#run += 1;
  }

  hide() {
    this.#element.hidden = true;
  }

  /** Take the frame away, whatever it is doing. */
  close() {
    this.#opening = undefined;
    this.#element.replaceChildren();
    this.hide();
  }

  /** Show an exchange's response; in the popup `popup` of the page that stands there, if it says so. */
  async show(exchange, { popup = "", hash = "", cookie = "", jar = "" } = {}) {
    const port = await this.open();
    this.#loads = 0;
    this.#element.hidden = false;
    const page = { ...contentOf(exchange), path: pathOf(exchange), hash, cookie, jar };
    port.postMessage({ page, popup, run: this.#run });
  }

  /** Have the frame there. Resolves to the port that leads into it; rejects with why it isn't. */
  open() {
    this.#opening ??= this.#begin().catch((error) => {
      this.#opening = undefined;
      throw error;
    });
    return this.#opening;
  }

  #begin() {
    return new Promise((resolve, reject) => {
      const frame = document.createElement("iframe");
      frame.sandbox = "allow-scripts allow-forms";
      frame.src = this.#url;
      frame.title = `Page of the ${this.#name} app`;
      const { port1, port2 } = new MessageChannel();
      const timer = setTimeout(() => reject(new Error(NOT_OPENED)), PATIENCE);
      port1.onmessage = ({ data }) => {
        if (data?.listening) {
          clearTimeout(timer);
          resolve(port1);
        } else if (typeof data === "object" && data !== null) this.#receive(data, port1);
      };
      const greet = () => frame.contentWindow.postMessage("hello", "*", [port2]);
      frame.addEventListener("load", greet, { once: true });
      this.#element.replaceChildren(frame);
    });
  }

  // From a frame that holds what the learner's program wrote: take what has the right shape.
  #receive({ visit, popup, ask, cookie, elsewhere, load, go, moved, id, from }, port) {
    if ((visit?.script === true || go === 0) && this.#isRestless()) return;
    if (typeof elsewhere === "string") this.#app.elsewhere(elsewhere.slice(0, 300));
    else if (typeof cookie === "string") this.#app.cookie(cookie.slice(0, 4096));
    else if (Number.isInteger(go)) this.#app.go(Math.max(-MOST_BACK, Math.min(MOST_BACK, go)));
    else if (isPath(moved)) this.#app.moved(moved);
    else if (isPath(load)) this.#loaded(load, id, port);
    else if (ask) this.#answer(ask, from, port);
    else {
      const request = requestOf(visit ?? popup);
      const name = typeof popup?.name === "string" ? popup.name || "window" : from;
      const hash = typeof visit?.hash === "string" ? visit.hash.slice(0, 500) : "";
      const options = {
        popup: String(name ?? "").slice(0, 200),
        hash,
        again: visit?.replace === true,
      };
      if (request) this.#app.visit(request, options);
    }
  }

  /** Whether scripts have led on too often lately: a page that loads itself for ever is left alone. */
  #isRestless() {
    const now = performance.now();
    this.#ledOn = [...this.#ledOn.filter((at) => now - at < RESTLESS_TIME), now];
    if (this.#ledOn.length === RESTLESS + 1) this.#app.note(RESTLESS_PAGE);
    return this.#ledOn.length > RESTLESS;
  }

  async #loaded(path, id, port) {
    this.#loads += 1;
    const exchange =
      this.#loads > MOST_PARTS
        ? null
        : await this.#app.load({ method: "GET", path }).catch(() => null);
    port.postMessage({ loaded: id, response: exchange?.response ?? null });
  }

  async #answer(ask, from, port) {
    const request = requestOf(ask);
    const exchange = request && (await this.#app.load(request).catch(() => null));
    port.postMessage({ answer: answerOf(ask.id, exchange), from });
  }
}

function contentOf(exchange) {
  const { text, base64, type, bytes, download } = exchange.response;
  if (bytes === 0) {
    const target = header(exchange, "location");
    return {
      text: target ? `The answer has no body. It points to ${target}` : "The answer has no body.",
    };
  }
  if (download) return { text: `A file to download: ${download}, ${size(bytes)}.` };
  if (text !== null && !type.includes("html")) return { text };
  if (text !== null) {
    const refresh = header(exchange, "refresh");
    return { html: text, ...(refresh && { refresh }) };
  }
  if (type.startsWith("image/")) return { image: `data:${type};base64,${base64}` };
  return { text: `${type || "The answer"}: ${bytes} bytes, not text.` };
}
