// The app's databases: what the exchange changed, every table with its rows and schema, and a prompt
// that reads and writes.

import { changesOf } from "../changes.js";
import { code } from "../code.js";
import { element, empty } from "../element.js";
import { grid } from "../grid.js";
import { Repl } from "../repl.js";

const PAGE = 50; // rows

export class Panel {
  #side;
  #changes = element("div");
  #tables = element("div.database");
  #rows = element("div");
  #databases = [];
  #open = null; // {database, table, offset, order}

  constructor(place, { side }) {
    this.#side = side;
    const prompt = element("div.database__prompt");
    place.append(this.#changes, this.#tables, this.#rows, prompt);
    this.#prompt(prompt);
    side.addEventListener("begin", () => {
      this.#open = null;
    });
  }

  async show(exchange) {
    this.#changes.replaceChildren(...changesOf(exchange?.changes ?? []));
    await this.#refresh();
  }

  async #refresh() {
    try {
      this.#databases = await this.#side.call("database", {});
    } catch (error) {
      this.#tables.replaceChildren(empty(error.message));
      this.#rows.replaceChildren();
      return;
    }
    this.#drawTables();
    if (this.#open) await this.#drawRows();
  }

  #drawTables() {
    const found = this.#databases.flatMap((database) =>
      database.tables.map((table) => ({ database, table })),
    );
    if (found.length === 0) {
      this.#tables.replaceChildren(empty("The app has no tables yet."));
      return;
    }
    const own = found.filter(({ table }) => !table.internal);
    const internal = found.filter(({ table }) => table.internal);
    this.#tables.replaceChildren(
      this.#list(own),
      internal.length
        ? element(
            "details",
            { open: internal.some((each) => this.#isOpen(each)) },
            element("summary", {}, `${internal.length} tables of the framework's own`),
            this.#list(internal),
          )
        : "",
    );
  }

  #isOpen({ database, table }) {
    return this.#open?.database === database.name && this.#open.table === table.name;
  }

  #list(tables) {
    const button = (each) => {
      const { database, table } = each;
      const act = () => {
        this.#open = this.#isOpen(each)
          ? null
          : { database: database.name, table: table.name, offset: 0, order: "" };
        this.#refresh();
        if (!this.#open) this.#rows.replaceChildren();
      };
      const count = table.rows === null ? "" : ` ${table.rows}`;
      return element(
        "li",
        {},
        element(
          "button",
          { type: "button", "aria-pressed": String(this.#isOpen(each)), onclick: act },
          table.name,
          element("span.database__count", {}, count),
        ),
      );
    };
    return element("ul.database__tables", {}, tables.map(button));
  }

  async #drawRows() {
    const { database, table, offset, order } = this.#open;
    const wanted = { database, table, offset, limit: PAGE, ...(order && { order }) };
    const page = await this.#side.call("table", wanted).catch((error) => ({ error }));
    if (page.error) {
      this.#rows.replaceChildren(empty(page.error.message));
      return;
    }
    const info = this.#databases
      .find(({ name }) => name === database)
      ?.tables.find(({ name }) => name === table);
    const sort = (column) => this.#turn({ order: order === column ? `-${column}` : column });
    this.#rows.replaceChildren(
      grid(page.columns, page.rows, { caption: `Rows of ${table}`, onsort: sort, sorted: order }),
      page.rows.length ? "" : empty("No rows."),
      this.#pager(page),
      element(
        "details.database__schema",
        {},
        element("summary", {}, "How it was made"),
        element("pre", { tabindex: "0" }, code(info?.sql ?? "", "sql")),
      ),
    );
  }

  #pager({ offset, total, rows }) {
    if (total <= PAGE) return "";
    const to = offset + rows.length;
    const move = (by) => () => this.#turn({ offset: Math.max(0, offset + by) });
    const button = (label, by, off) =>
      element("button.app__place", { type: "button", disabled: off, onclick: move(by) }, label);
    return element(
      "p.database__pager",
      {},
      button("Earlier", -PAGE, offset === 0),
      ` ${offset + 1}–${to} of ${total} `,
      button("Later", PAGE, to >= total),
    );
  }

  #turn(change) {
    this.#open = { ...this.#open, offset: 0, ...change };
    this.#drawRows();
  }

  #prompt(place) {
    const repl = new Repl(place, {
      label: `SQL for the ${this.#side.name} database`,
      prompt: "sql> ",
      hint: "SELECT count(*) FROM …",
      submit: async (text) => {
        if (!text.trim()) return;
        repl.print([{ stream: "typed", text: `sql> ${text}\n` }]);
        try {
          const database = this.#open?.database ?? this.#databases[0]?.name ?? "";
          this.#answer(repl, await this.#side.call("sql", { database, text }));
        } catch (error) {
          repl.print([{ stream: "stderr", text: `${error.message}\n` }]);
        }
        this.#refresh();
      },
    });
  }

  #answer(repl, { results, note }) {
    for (const { columns, rows, more, rowcount, milliseconds, error } of results) {
      if (error) {
        const where = `line ${error.line}, column ${error.column}: `;
        repl.print([{ stream: "stderr", text: `${where}${error.message}\n` }]);
        continue;
      }
      if (columns.length) repl.append(grid(columns, rows, { caption: "Result" }));
      const count = columns.length ? rows.length : (rowcount ?? 0);
      const rest = more ? ", and more" : "";
      const text = `${count === 1 ? "1 row" : `${count} rows`}${rest} · ${milliseconds} ms\n`;
      repl.print([{ stream: "note", text }]);
    }
    if (note) repl.print([{ stream: "note", text: `${note}\n` }]);
  }
}
