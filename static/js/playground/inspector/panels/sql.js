// Every statement of an exchange. Equal ones are counted and stand together: many of one shape from
// one line of code is the N+1 that this panel is for.
import { code, laidOut } from "../code.js";
import { element, empty, place } from "../element.js";

const SUSPICIOUS = 3; // statements of one shape, from one line, from which on it is said aloud

export class Panel {
  #element;
  #open;

  constructor(place, { open }) {
    this.#element = place;
    this.#open = open;
  }

  show(exchange) {
    const queries = exchange?.queries ?? [];
    if (queries.length === 0) {
      this.#element.replaceChildren(
        empty(exchange ? "This exchange sent no SQL." : "No request has been sent yet."),
      );
      return;
    }
    const left = exchange.queries_left_out;
    this.#element.replaceChildren(
      summary(queries),
      ...repeats(queries).map((repeat) => this.#warning(repeat)),
      element(
        "ol.sql",
        {},
        queries.flatMap((query, index) => [
          ...this.#transactions(exchange, index),
          this.#statement(query),
        ]),
        this.#transactions(exchange, queries.length),
      ),
      left ? empty(`… and ${left} more statements, which are not listed.`) : "",
    );
  }

  #warning({ count, where }) {
    const text = `The same statement ${count} times: one for each row of another (N + 1). `;
    return element("p.sql__warning", {}, text, place(where, this.#open));
  }

  /** Where transactions begin and end, between the statements. */
  #transactions({ transactions = [] }, index) {
    return transactions
      .filter(({ before }) => before === index)
      .map(({ what, where }) =>
        element("li.sql__transaction", {}, what.toUpperCase(), " ", place(where, this.#open)),
      );
  }

  #statement({ sql, params, milliseconds, where, rows }) {
    const facts = [`${Number(milliseconds).toFixed(2)} ms`];
    if (Number.isInteger(rows) && rows >= 0) facts.push(rows === 1 ? "1 row" : `${rows} rows`);
    const given = shown(params);
    return element(
      "li.sql__statement",
      {},
      element("pre", { tabindex: "0" }, code(laidOut(String(sql)), "sql")),
      given && element("p.sql__params", {}, "with ", element("code", {}, given)),
      element("p.sql__facts", {}, facts.join(" · "), " ", place(where, this.#open)),
    );
  }
}

function summary(queries) {
  const time = queries.reduce((sum, query) => sum + Number(query.milliseconds), 0);
  const shapes = new Set(queries.map(shapeOf)).size;
  const words = [
    queries.length === 1 ? "1 statement" : `${queries.length} statements`,
    shapes < queries.length && `${shapes} different`,
    `${time.toFixed(1)} ms`,
  ];
  return element("p.inspector__summary", {}, words.filter(Boolean).join(" · "));
}

function shapeOf({ sql, group }) {
  return group ?? String(sql);
}

/** [{count, where}, …] of statements that one line of code sent again and again. */
function repeats(queries) {
  const counts = new Map();
  for (const query of queries) {
    if (!/^\s*select/i.test(query.sql)) continue;
    const key = JSON.stringify([shapeOf(query), query.where]);
    const seen = counts.get(key) ?? { count: 0, where: query.where };
    counts.set(key, { ...seen, count: seen.count + 1 });
  }
  return [...counts.values()].filter(({ count }) => count >= SUSPICIOUS);
}

function shown(params) {
  if (params == null) return "";
  const text = typeof params === "string" ? params : JSON.stringify(params);
  return text === "[]" || text === "{}" ? "" : text;
}
