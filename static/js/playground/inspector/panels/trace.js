// The path of an exchange through the framework, drawn as a line with its stops: each is a step, set
// in by how deep it lies, with its time beside it. A step opens to its details; one that is the
// learner's own code leads there.
import { element, empty, place } from "../element.js";

const NAMES = {
  wsgi: "Server",
  middleware: "Middleware",
  routing: "Routing",
  view: "View",
  template: "Template",
  query: "SQL",
  signal: "Hook",
  hook: "Hook",
  response: "Response",
};

export class Panel {
  #element;
  #open;

  constructor(place, { open }) {
    this.#element = place;
    this.#open = open;
  }

  show(exchange) {
    const steps = exchange?.trace ?? [];
    if (!Array.isArray(steps) || steps.length === 0) {
      const text = exchange ? "Nothing was traced here." : "No request has been sent yet.";
      this.#element.replaceChildren(empty(text));
      return;
    }
    const total = Math.max(...steps.map(({ at, milliseconds }) => at + milliseconds), 0.001);
    const left = exchange.trace_left_out;
    this.#element.replaceChildren(
      element("p.inspector__summary", {}, `${steps.length} steps · ${total.toFixed(1)} ms`),
      element(
        "ol.trace",
        {},
        steps.map((step) => this.#stop(step, total)),
      ),
      left ? empty(`… and ${left} more steps.`) : "",
    );
  }

  #stop(step, total) {
    const { kind, name, at, milliseconds, depth, where, detail } = step;
    const more = details(detail);
    const bar = element("span.trace__bar");
    bar.style.left = `${(100 * at) / total}%`;
    bar.style.width = `${Math.max(1, (100 * milliseconds) / total)}%`;
    const head = [
      element("span.trace__kind", {}, NAMES[kind] ?? kind),
      " ",
      element("span.trace__name", {}, name),
      element("span.trace__time", {}, milliseconds ? `${Number(milliseconds).toFixed(2)} ms` : ""),
      element("span.trace__track", { "aria-hidden": "true" }, bar),
    ];
    const raised = detail?.raised ? ".is-raised" : "";
    const stop = element(
      `li.trace__stop.is-${String(kind).replace(/\W/g, "")}${where ? ".is-own" : ""}${raised}`,
      {},
      more
        ? element("details", {}, element("summary", {}, head), more)
        : element("div.trace__head", {}, head),
      where && element("p.trace__place", {}, place(where, this.#open)),
    );
    stop.style.setProperty("--depth", Math.min(depth, 12));
    return stop;
  }
}

function details(detail) {
  const entries = Object.entries(detail ?? {}).filter(
    ([, value]) => value !== null && value !== "" && !(Array.isArray(value) && !value.length),
  );
  if (entries.length === 0) return null;
  return element(
    "dl.trace__detail",
    {},
    entries.map(([name, value]) => [
      element("dt", {}, name.replaceAll("_", " ")),
      element("dd", {}, shown(value)),
    ]),
  );
}

/** A value as text, a list of lines, or a table of names and values. */
function shown(value) {
  if (Array.isArray(value)) return element("ol.trace__list", {}, value.map(item));
  if (typeof value === "object" && value !== null) {
    return element(
      "dl.trace__detail",
      {},
      Object.entries(value).map(([name, each]) => [
        element("dt", {}, name),
        element("dd", {}, shown(each)),
      ]),
    );
  }
  return String(value);
}

function item(value) {
  if (typeof value !== "object" || value === null) return element("li", {}, String(value));
  const { matched, ...rest } = value;
  const words = Object.values(rest).filter((each) => each !== null && each !== "");
  return element(
    `li${matched === true ? ".is-matched" : ""}`,
    {},
    words
      .map((each) => (typeof each === "object" ? JSON.stringify(each) : String(each)))
      .join("  "),
    matched === true && element("b", {}, "  ← matched"),
  );
}
