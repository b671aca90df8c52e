// Shows what an app answered, in a frame of its own: opaque origin, no network. The app's page stands
// in a frame inside that one; a link or a form in it comes back here as a request to the app.
import { header, pathOf } from "../exchange.js";

const PATIENCE = 15_000; // ms for the frame to open
const NOT_OPENED =
  "The frame for the app's page did not open: is the connection lost? Send the request again.";
const MOST_PARTS = 100; // that one page may load: style sheets, scripts, images

export class Preview {
  #element;
  #url;
  #name;
  #onvisit;
  #onelsewhere;
  #opening;
  #load; // for the page that is shown
  #loads = 0;

  /** `onvisit(request)`: a link was followed or a form sent. `onelsewhere(address)`: it led away. */
  constructor(element, { url, name, onvisit, onelsewhere }) {
    this.#element = element;
    this.#url = url;
    this.#name = name;
    this.#onvisit = onvisit;
    this.#onelsewhere = onelsewhere;
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

  /** Show an exchange's response. `load(path)` resolves to a response of the app's, for its page. */
  async show(exchange, load) {
    const port = await this.open();
    this.#load = load;
    this.#loads = 0;
    this.#element.hidden = false;
    port.postMessage({ page: { ...contentOf(exchange), path: pathOf(exchange) } });
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
  #receive({ visit, elsewhere, load, id }, port) {
    if (visit) {
      const request = requestOf(visit);
      if (request) this.#onvisit(request);
    } else if (typeof elsewhere === "string") this.#onelsewhere(elsewhere.slice(0, 300));
    else if (isPath(load)) this.#answer(load, id, port);
  }

  async #answer(path, id, port) {
    this.#loads += 1;
    const response = this.#loads > MOST_PARTS ? null : await this.#load(path).catch(() => null);
    port.postMessage({ loaded: id, response });
  }
}

function contentOf(exchange) {
  const { text, base64, type, bytes } = exchange.response;
  if (bytes === 0) {
    const target = header(exchange, "location");
    return {
      text: target ? `The answer has no body. It points to ${target}` : "The answer has no body.",
    };
  }
  if (text !== null) return type.includes("html") ? { html: text } : { text };
  if (type.startsWith("image/")) return { image: `data:${type};base64,${base64}` };
  return { text: `${type || "The answer"}: ${bytes} bytes, not text.` };
}

function isPath(value) {
  return typeof value === "string" && value.startsWith("/") && value.length <= 8000;
}

/** A link or a form, as the request that it makes; null if it isn't one. */
function requestOf({ method, path, fields, files }) {
  if (!isPath(path)) return null;
  if (method !== "POST") return { method: "GET", path };
  const form = new Map();
  for (const field of Array.isArray(fields) ? fields.slice(0, 1000) : []) {
    const name = textOf(field?.[0]);
    form.set(name, [...(form.get(name) ?? []), textOf(field?.[1])]);
  }
  return {
    method: "POST",
    path,
    form: Object.fromEntries(form),
    files: Array.isArray(files) ? files.slice(0, 20).map(uploadOf) : [],
  };
}

function uploadOf(file) {
  const parts = ["name", "filename", "type", "base64"].map((part) => [part, textOf(file?.[part])]);
  return Object.fromEntries(parts);
}

function textOf(value) {
  return typeof value === "string" ? value : "";
}
