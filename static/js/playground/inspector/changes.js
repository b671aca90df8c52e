// What an exchange changed in the database, table by table: added, removed, altered rows.
import { element } from "./element.js";
import { grid } from "./grid.js";

/** `changes`: TableChange of the harness's shapes → elements. */
export function changesOf(changes) {
  return changes.filter(({ internal }) => !internal).map(changed);
}

function changed({ table, columns, inserted, deleted, updated, left_out: left, note }) {
  const rows = [];
  const marks = new Map();
  const add = (row, mark) => {
    marks.set(rows.length, mark);
    rows.push(row);
  };
  for (const row of deleted) add(["−", ...row], "is-removed");
  for (const { before, after } of updated) {
    add(["−", ...before], "is-removed");
    add(["+", ...after], "is-added");
  }
  for (const row of inserted) add(["+", ...row], "is-added");
  const words = [
    inserted.length && `${inserted.length} added`,
    updated.length && `${updated.length} altered`,
    deleted.length && `${deleted.length} removed`,
    left && `${left} more`,
  ];
  const said = [words.filter(Boolean).join(", "), note].filter(Boolean).join(" · ");
  return element(
    "section.changes",
    {},
    element("h4", {}, "This exchange changed ", element("code", {}, table), `: ${said}`),
    rows.length ? grid(["", ...columns], rows, { caption: `Changes of ${table}`, marks }) : "",
  );
}
