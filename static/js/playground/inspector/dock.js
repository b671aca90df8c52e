// The inspector under an app: what happened in each exchange, one tab a question. It stays folded
// until a learner opens a tab; only then is the tab's own module loaded.
import { Column } from "./column.js";

const PANELS = {
  response: () => import("./panels/response.js"),
};

export class Dock {
  #root;
  #tabs;
  #body;
  #columns;
  #open = "";

  /** `sides`: the block's sides. `tab`: the one that the lesson opens, "" for none. */
  constructor(root, sides, tab) {
    this.#root = root;
    this.#tabs = [...root.querySelectorAll("[data-inspect]")];
    this.#body = root.querySelector("[data-inspector-body]");
    this.#columns = sides.map((side) => new Column(side));
    this.#body.append(...this.#columns.map((column) => column.element));
    this.#bind();
    for (const side of sides) {
      side.addEventListener("exchanges", () => this.#appear(tab), { once: true });
    }
  }

  /** Open a tab; the open one again: close it. */
  async toggle(name) {
    this.#open = this.#open === name ? "" : name;
    for (const tab of this.#tabs) {
      tab.setAttribute("aria-expanded", String(tab.dataset.inspect === this.#open));
    }
    this.#body.hidden = !this.#open;
    if (!this.#open) return;
    const { Panel } = await PANELS[this.#open]();
    for (const column of this.#columns) column.use(Panel);
  }

  #appear(tab) {
    this.#root.hidden = false;
    if (tab && !this.#open && PANELS[tab]) this.toggle(tab);
  }

  #bind() {
    this.#root.addEventListener("click", ({ target }) => {
      const tab = target.closest("[data-inspect]");
      if (tab) this.toggle(tab.dataset.inspect);
    });
  }
}
