// Draws a bench: bars for the eye, and the numbers behind them as a table.
import { element } from "../inspector/element.js";
import { milliseconds, percent } from "./statistics.js";

/** Bars of `rows` (see `summary`), one group for each request, all on one scale. */
export function chart(rows) {
  const scale = Math.max(...rows.map((row) => row.high), Number.MIN_VALUE);
  const labels = [...new Set(rows.map((row) => row.label))];
  const groups = labels.map((label) =>
    element(
      "div.bench__group",
      {},
      element("p.bench__label", {}, element("code", {}, label)),
      rows.filter((row) => row.label === label).map((row) => bar(row, scale)),
    ),
  );
  return element("div.bench__chart", { "aria-hidden": "true" }, groups);
}

function bar(row, scale) {
  const part = (value) => String(value / scale);
  const track = element(
    "span.bench__track",
    {},
    element("span.bench__bar", {}, row.share > 0.005 && element("span.bench__queries")),
    element("span.bench__spread"),
  );
  track.style.setProperty("--median", part(row.median));
  track.style.setProperty("--low", part(row.low));
  track.style.setProperty("--high", part(row.high));
  track.style.setProperty("--share", String(row.share));
  return element(
    `div.bench__row.is-${row.framework}`,
    {},
    element(`span.side-mark.side-mark--${row.framework}`, {}, row.name.slice(0, 1)),
    track,
    element("span.bench__value", {}, milliseconds(row.median)),
  );
}

const COLUMNS = [
  "Request",
  "Side",
  "Median",
  "Middle half",
  "All rounds",
  "Statements",
  "In queries",
];

/** The same as a table. */
export function table(rows) {
  const head = COLUMNS.map((name) => element("th", { scope: "col" }, name));
  const range = (low, high) => `${milliseconds(low).replace(" ms", "")} – ${milliseconds(high)}`;
  const body = rows.map((row) =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, element("code", {}, row.label)),
      element("td", {}, row.name),
      element("td", {}, milliseconds(row.median)),
      element("td", {}, range(row.low, row.high)),
      element("td", {}, range(row.fastest, row.slowest)),
      element("td", {}, String(row.queries)),
      element("td", {}, percent(row.share)),
    ),
  );
  return element(
    "div.bench__scroll",
    { tabindex: "0", role: "group", "aria-label": "The numbers" },
    element("table", {}, element("thead", {}, element("tr", {}, head)), element("tbody", {}, body)),
  );
}
