// One side's column of the inspector: the strip of its exchanges, and under it the open panel.
import { pathOf } from "../exchange.js";
import { element } from "./element.js";
import { History } from "./history.js";

export class Column {
  #strip;
  #panels = new Map(); // tab → {place, panel}: what was typed in a panel outlasts another tab
  #current = null;

  constructor(side) {
    this.side = side;
    this.history = new History(side);
    this.#strip = element("ol.inspector__history", { "aria-label": `Exchanges of ${side.name}` });
    this.element = element(
      `div.inspector__column.is-${side.framework}`,
      { role: "group", "aria-label": `${side.name}, inspected` },
      this.#strip,
    );
    this.history.addEventListener("change", () => this.#draw());
  }

  /** Show the tab `name`, which is a `Panel`; without one only the strip. */
  use(name, Panel) {
    for (const { place } of this.#panels.values()) place.hidden = true;
    this.#current = Panel ? (this.#panels.get(name) ?? this.#make(name, Panel)) : null;
    if (this.#current) this.#current.place.hidden = false;
    this.#strip.hidden = Panel?.ofExchange === false;
    this.#draw();
  }

  #make(name, Panel) {
    const place = element(`div.inspector__panel.is-${name}`);
    this.element.append(place);
    const open = (file, line) => this.side.files.open(file, line);
    const panel = new Panel(place, { side: this.side, history: this.history, open });
    const made = { place, panel };
    this.#panels.set(name, made);
    return made;
  }

  #draw() {
    if (!this.element.isConnected) return;
    this.#strip.replaceChildren(...this.history.entries.map((entry) => this.#item(entry)));
    const looked = this.#strip.querySelector("[aria-pressed=true]");
    // With the next frame: to ask now where it stands would have the page laid out twice.
    requestAnimationFrame(() => {
      this.#strip.scrollLeft = looked?.offsetLeft ?? 0;
    });
    this.#current?.panel.show(this.history.selected?.exchange ?? null);
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
