// The inspector under an app: what happened in each exchange, one tab a question. It stays folded
// until a learner opens a tab; only then is the tab's own module loaded.
import { Column } from "./column.js";
import { element } from "./element.js";

const PANELS = {
  response: () => import("./panels/response.js"),
  sql: () => import("./panels/sql.js"),
  compare: () => import("./panels/compare.js"),
};

export class Dock {
  #root;
  #tabs;
  #body;
  #columns;
  #wide = element("div.inspector__panel.is-wide", { hidden: true });
  #panel; // of the whole block; columns hold their own
  #open = "";

  /** `sides`: the block's sides. `tab`: the one that the lesson opens, "" for none. */
  constructor(root, sides, tab) {
    this.#root = root;
    this.#tabs = [...root.querySelectorAll("[data-inspect]")];
    this.#body = root.querySelector("[data-inspector-body]");
    this.#columns = sides.map((side) => new Column(side));
    this.#body.append(...this.#columns.map((column) => column.element), this.#wide);
    this.#bind(sides, tab);
  }

  /** Open a tab; the open one again: close it. */
  async toggle(name) {
    this.#open = this.#open === name ? "" : name;
    for (const tab of this.#tabs) {
      tab.setAttribute("aria-expanded", String(tab.dataset.inspect === this.#open));
    }
    this.#body.hidden = !this.#open;
    const module = this.#open && (await PANELS[this.#open]());
    if (name !== this.#open) return; // another tab was opened meanwhile, or this one closed
    this.#use(module.Panel);
  }

  #use(Panel) {
    this.#panel?.close?.();
    this.#panel = null;
    this.#wide.hidden = !Panel.wide;
    this.#wide.replaceChildren();
    for (const column of this.#columns) column.use(Panel.wide ? null : Panel);
    if (!Panel.wide) return;
    this.#panel = new Panel(this.#wide, { columns: this.#columns });
    this.#panel.show();
  }

  #appear(tab) {
    this.#root.hidden = false;
    if (PANELS[tab] && !this.#open) this.toggle(tab);
  }

  #bind(sides, tab) {
    this.#root.addEventListener("click", ({ target }) => {
      const button = target.closest("[data-inspect]");
      if (button) this.toggle(button.dataset.inspect);
    });
    for (const side of sides) {
      side.addEventListener("exchanges", () => this.#appear(tab), { once: true });
    }
    for (const { history } of this.#columns) {
      history.addEventListener("change", () => this.#panel?.show());
    }
  }
}
