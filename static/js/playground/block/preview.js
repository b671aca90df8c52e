// Shows what an app answered, in a frame of its own: opaque origin, no network. The app's page stands
// in a frame inside that one; a link or a form in it comes back here as a request to the app.

import { header, pathOf } from "../exchange.js";
import { assemble } from "./assemble.js";

const LABEL = "Page of the";

export class Preview {
  #element;
  #url;
  #name;
  #port;
  #onvisit;
  #latest = 0;

  /** `onvisit(request)`: a link was followed or a form sent in the app's page. */
  constructor(element, { url, name, onvisit }) {
    this.#element = element;
    this.#url = url;
    this.#name = name;
    this.#onvisit = onvisit;
  }

  hide() {
    this.#element.hidden = true;
  }

  /** Show the last of `exchanges`. `load(path)` gets a file of the app's own for its page. */
  async show(exchanges, load) {
    this.#latest += 1;
    const turn = this.#latest;
    const exchange = exchanges.at(-1);
    this.#element.hidden = false;
    const [port, page] = await Promise.all([this.#open(), this.#pageOf(exchange, load)]);
    if (turn === this.#latest) port.postMessage({ ...page, path: pathOf(exchange) });
  }

  async #pageOf(exchange, load) {
    const { response } = exchange;
    const type = String(response.type ?? "");
    if (response.bytes === 0) {
      const target = header(exchange, "location");
      return {
        text: target ? `The answer has no body. It points to ${target}` : "The answer has no body.",
      };
    }
    if (type.includes("html") && typeof response.text === "string") {
      return { html: await assemble(response.text, pathOf(exchange), load) };
    }
    if (typeof response.text === "string") return { text: response.text };
    if (type.startsWith("image/")) return { image: `data:${type};base64,${response.base64}` };
    return { text: `${type || "The answer"}: ${response.bytes} bytes, not text.` };
  }

  #open() {
    this.#port ??= new Promise((resolve) => {
      const frame = document.createElement("iframe");
      frame.sandbox = "allow-scripts allow-forms";
      frame.src = this.#url;
      frame.title = `${LABEL} ${this.#name} app`;
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = ({ data }) => this.#receive(data);
      frame.addEventListener(
        "load",
        () => {
          frame.contentWindow.postMessage("hello", "*", [port2]);
          resolve(port1);
        },
        { once: true },
      );
      this.#element.replaceChildren(frame);
    });
    return this.#port;
  }

  // From a page that the learner's program wrote: take what looks like a request, and only that.
  #receive({ visit }) {
    if (!visit || typeof visit.path !== "string" || !visit.path.startsWith("/")) return;
    const method = visit.method === "POST" ? "POST" : "GET";
    const request = { method, path: visit.path.slice(0, 8000) };
    if (method === "POST" && Array.isArray(visit.fields)) {
      request.form = {};
      for (const [name, value] of visit.fields.slice(0, 1000)) {
        request.form[String(name)] = [...(request.form[String(name)] ?? []), String(value)];
      }
      request.files = Array.isArray(visit.files) ? visit.files.slice(0, 20) : [];
    }
    this.#onvisit(request);
  }
}
