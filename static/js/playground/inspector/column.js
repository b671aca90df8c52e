// One side's column of the inspector: the strip of its exchanges, and under it the open panel.

import { pathOf } from "../exchange.js";
import { element } from "./element.js";
import { History } from "./history.js";

export class Column {
  #side;
  #history;
  #strip;
  #place;
  #panel;

  constructor(side) {
    this.#side = side;
    this.#history = new History(side);
    this.#strip = element("ol.inspector__history", { "aria-label": `Exchanges of ${side.name}` });
    this.#place = element("div.inspector__panel");
    const attributes = { role: "group", "aria-label": `${side.name}, inspected` };
    this.element = element(
      `div.inspector__column.is-${side.framework}`,
      attributes,
      this.#strip,
      this.#place,
    );
    this.#history.addEventListener("change", () => this.#draw());
  }

  /** Show what `Panel` shows: made anew, for the exchange that is looked at. */
  use(Panel) {
    this.#panel?.close?.();
    this.#place.replaceChildren();
    this.#panel = new Panel(this.#place, {
      side: this.#side,
      history: this.#history,
      open: (file, line) => this.#side.files.open(file, line),
    });
    this.#draw();
  }

  #draw() {
    if (!this.#panel) return;
    this.#strip.replaceChildren(...this.#history.entries.map((entry) => this.#item(entry)));
    this.#panel.show(this.#history.selected?.exchange ?? null);
    this.#strip.querySelector("[aria-pressed=true]")?.scrollIntoView?.({ block: "nearest" });
  }

  #item({ number, exchange }) {
    const { method } = exchange.request;
    const act = () => this.#history.select(number);
    const pressed = String(number === this.#history.selected?.number);
    return element(
      "li",
      {},
      element(
        "button",
        { type: "button", "aria-pressed": pressed, onclick: act },
        element("span.inspector__method", {}, method),
        ` ${pathOf(exchange)} `,
        element("strong", {}, String(exchange.response.status || "—")),
      ),
    );
  }
}
