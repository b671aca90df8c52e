// One side's column of the inspector: the strip of its exchanges, and under it the open panel.
import { pathOf } from "../exchange.js";
import { element } from "./element.js";
import { History } from "./history.js";

export class Column {
  #strip;
  #place = element("div.inspector__panel");
  #panel;
  #open = false;

  constructor(side) {
    this.side = side;
    this.history = new History(side);
    this.#strip = element("ol.inspector__history", { "aria-label": `Exchanges of ${side.name}` });
    this.element = element(
      `div.inspector__column.is-${side.framework}`,
      { role: "group", "aria-label": `${side.name}, inspected` },
      this.#strip,
      this.#place,
    );
    this.history.addEventListener("change", () => this.#draw());
  }

  /** Show what `Panel` shows, made anew; with null only the strip. */
  use(Panel) {
    this.#panel?.close?.();
    this.#place.replaceChildren();
    this.#place.hidden = !Panel;
    this.#open = true;
    this.#panel = Panel
      ? new Panel(this.#place, {
          side: this.side,
          history: this.history,
          open: (file, line) => this.side.files.open(file, line),
        })
      : null;
    this.#draw();
  }

  #draw() {
    if (!this.#open) return;
    this.#strip.replaceChildren(...this.history.entries.map((entry) => this.#item(entry)));
    this.#strip.scrollLeft = this.#strip.querySelector("[aria-pressed=true]")?.offsetLeft ?? 0;
    this.#panel?.show(this.history.selected?.exchange ?? null);
  }

  #item({ number, exchange }) {
    const act = () => this.history.select(number);
    const pressed = String(number === this.history.selected?.number);
    return element(
      "li",
      {},
      element(
        "button",
        { type: "button", "aria-pressed": pressed, onclick: act },
        element("span.inspector__method", {}, exchange.request.method),
        ` ${pathOf(exchange)} `,
        element("strong", {}, String(exchange.response.status || "—")),
      ),
    );
  }
}
