// One request, two frameworks: what both answered, line by line, and what differs marked.
import { header, pathOf, size } from "../../exchange.js";
import { element, empty } from "../element.js";

/** Shown once for the whole block, not once a side. */
export class Panel {
  static wide = true;
  #element;
  #columns;
  #bodies;

  /** `columns`: [{side, history}, {side, history}] */
  constructor(place, { columns }) {
    this.#element = place;
    this.#columns = columns;
    this.#bodies = element("div.compare__bodies");
  }

  show() {
    const exchanges = this.#columns.map(({ history }) => history.selected?.exchange);
    if (exchanges.includes(undefined)) {
      this.#element.replaceChildren(empty("Send a request to both, and they stand here together."));
      return;
    }
    const heads = this.#columns.map(({ side }) => element("th", { scope: "col" }, side.name));
    this.#element.replaceChildren(
      element(
        "table.compare",
        {},
        element("caption.visually-hidden", {}, "What both answered"),
        element("thead", {}, element("tr", {}, element("td"), heads)),
        element("tbody", {}, rowsOf(exchanges).map(row)),
      ),
      this.#bodies,
    );
    this.#compareBodies(exchanges);
  }

  async #compareBodies(exchanges) {
    const [left, right] = exchanges.map(({ response }) => response.text);
    this.#bodies.replaceChildren();
    if (typeof left !== "string" || typeof right !== "string") return;
    if (left === right) {
      this.#bodies.append(empty("The bodies are the same, byte for byte."));
      return;
    }
    const { difference } = await import("../difference.js");
    const names = this.#columns.map(({ side }) => `Body of the ${side.name} app's answer`);
    this.#bodies.replaceChildren(
      element("h4", {}, "The two bodies"),
      difference(left, right, names),
    );
  }
}

function row({ name, values, note = "" }) {
  const differs = values[0] !== values[1];
  return element(
    `tr${differs ? ".is-different" : ""}`,
    {},
    element(
      "th",
      { scope: "row" },
      name,
      differs && element("span.visually-hidden", {}, " differs"),
    ),
    values.map((value) => element("td", {}, value === "" ? element("i", {}, "none") : value, note)),
  );
}

function rowsOf(exchanges) {
  const each = (read) => exchanges.map((exchange) => String(read(exchange) ?? ""));
  const rows = [
    { name: "Request", values: each((e) => `${e.request.method} ${pathOf(e)}`) },
    { name: "Status", values: each((e) => `${e.response.status} ${e.response.reason}`) },
    { name: "Time", values: each((e) => `${Number(e.milliseconds).toFixed(1)} ms`) },
    { name: "Size", values: each((e) => size(e.response.bytes)) },
    { name: "Queries", values: each((e) => e.queries.length) },
    { name: "Cookies set", values: each(cookiesOf) },
    { name: "Answered by", values: each(linesOf) },
  ];
  const names = new Map();
  for (const { response } of exchanges) {
    for (const [name] of response.headers) names.set(name.toLowerCase(), name);
  }
  names.delete("set-cookie");
  for (const [key, name] of [...names].sort()) {
    rows.push({ name, values: each((exchange) => header(exchange, key)) });
  }
  return rows;
}

function cookiesOf({ response }) {
  const set = response.headers.filter(([name]) => name.toLowerCase() === "set-cookie");
  return set.map(([, value]) => value.split("=", 1)[0]).join(", ");
}

/** The learner's lines that ran: "views.py 3–7". */
function linesOf({ lines }) {
  const files = Object.entries(lines ?? {});
  return files.map(([file, numbers]) => `${file} ${ranges(numbers)}`).join("; ");
}

function ranges(lines) {
  const parts = [];
  for (const line of [...lines].sort((a, b) => a - b)) {
    const last = parts.at(-1);
    if (last && last[1] === line - 1) last[1] = line;
    else parts.push([line, line]);
  }
  return parts.map(([from, to]) => (from === to ? from : `${from}–${to}`)).join(", ");
}
