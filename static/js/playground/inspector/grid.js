// Rows and columns as a table. Cells are the program's data: text, however they look.
import { element } from "./element.js";

/**
 * `marks`: index of a row → class of it. `onsort(column)`, if given, makes the heads buttons.
 * Nothing is drawn in for null: it says NULL.
 */
export function grid(columns, rows, { caption = "", marks = new Map(), onsort, sorted = "" } = {}) {
  return element(
    "div.grid",
    { tabindex: "0", role: "group", "aria-label": caption },
    element(
      "table",
      {},
      element(
        "thead",
        {},
        element(
          "tr",
          {},
          columns.map((name) => head(name, onsort, sorted)),
        ),
      ),
      element(
        "tbody",
        {},
        rows.map((row, index) => {
          const mark = marks.get(index);
          return element(`tr${mark ? `.${mark}` : ""}`, {}, row.map(cell));
        }),
      ),
    ),
  );
}

function head(name, onsort, sorted) {
  if (!onsort) return element("th", { scope: "col" }, name);
  const direction = sorted === name ? "ascending" : sorted === `-${name}` ? "descending" : null;
  return element(
    "th",
    { scope: "col", "aria-sort": direction },
    element("button", { type: "button", onclick: () => onsort(name) }, name),
  );
}

function cell(value) {
  if (value === null) return element("td", {}, element("i", {}, "NULL"));
  return element(`td${typeof value === "number" ? ".is-number" : ""}`, {}, String(value));
}
