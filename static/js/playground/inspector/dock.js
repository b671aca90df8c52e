// The inspector under an app: what happened in each exchange, one tab a question. It stays folded
// until a learner opens a tab; only then is the tab's own module loaded.
import { Column } from "./column.js";
import { element } from "./element.js";

const PANELS = {
  response: () => import("./panels/response.js"),
  sql: () => import("./panels/sql.js"),
  database: () => import("./panels/database.js"),
  trace: () => import("./panels/trace.js"),
  console: () => import("./panels/shell.js"),
  terminal: () => import("./panels/terminal.js"),
  cookies: () => import("./panels/cookies.js"),
  compare: () => import("./panels/compare.js"),
};

const LOST = "This tab could not be loaded: is the connection lost?";

export class Dock {
  #root;
  #tabs;
  #body;
  #columns;
  #wide = element("div.inspector__panel.is-wide", {
    hidden: true,
    tabindex: "0", // it scrolls
    role: "group",
    "aria-label": "Both answers",
  });
  #panel = null; // of the whole block; columns hold their own
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
    const wanted = this.#open;
    for (const tab of this.#tabs) {
      tab.setAttribute("aria-expanded", String(tab.dataset.inspect === wanted));
    }
    this.#body.hidden = !wanted;
    if (!wanted) return;
    const module = await PANELS[wanted]().catch(() => null);
    if (wanted !== this.#open) return;
    if (module) this.#use(wanted, module.Panel);
    else this.#sayLost(wanted);
  }

  #sayLost(name) {
    for (const column of this.#columns) column.use(name, null);
    const again = () => {
      this.#open = "";
      this.toggle(name);
    };
    this.#wide.replaceChildren(
      element("p", { role: "alert" }, LOST),
      element("button.btn.btn-outline-secondary", { type: "button", onclick: again }, "Try again"),
    );
    this.#wide.hidden = false;
    this.#panel = null;
  }

  #use(name, Panel) {
    this.#wide.replaceChildren();
    this.#wide.hidden = !Panel.wide;
    for (const column of this.#columns) column.use(name, Panel.wide ? null : Panel);
    this.#panel = Panel.wide ? new Panel(this.#wide, { columns: this.#columns }) : null;
    this.#panel?.show();
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
      side.addEventListener("report", () => this.#appear(tab), { once: true });
    }
    for (const { history } of this.#columns) {
      history.addEventListener("change", () => this.#panel?.show());
    }
  }
}
