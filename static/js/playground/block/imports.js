// Puts the import of a name above the code, where Python's own imports stand, when the learner picks
// the name from the completions.
import { pickedCompletion } from "@codemirror/autocomplete";
import { syntaxTree } from "@codemirror/language";

const HEAD = new Set(["ImportStatement", "Comment"]);

/**
 * What a completion is to insert: `text`, and `line` ("from flask import jsonify") above, which joins
 * an import from the same module.
 */
export function applyWithImport(text, line) {
  return (view, completion, from, to) => {
    const { state } = view;
    const added = importChange(state, line);
    const changes = state.changes([...(added ? [added] : []), { from, to, insert: text }]);
    view.dispatch({
      changes,
      selection: { anchor: changes.mapPos(to, 1) },
      annotations: pickedCompletion.of(completion),
      userEvent: "input.complete",
    });
  };
}

/** The change that adds an import, or null if it is there already. */
function importChange(state, line) {
  const [, module, name] = line.match(/^from (\S+) import (\w+)$/) ?? [];
  let after = 0; // the end of the last line of the head
  for (let node = syntaxTree(state).topNode.firstChild; node; node = node.nextSibling) {
    const text = state.sliceDoc(node.from, node.to).trimEnd();
    const [, given, names] = text.match(/^from (\S+) import ([\w, ]+)$/) ?? [];
    if (text === line) return null;
    if (name && given === module) {
      if (names.split(/\s*,\s*/).includes(name)) return null;
      return { from: node.from + text.length, insert: `, ${name}` };
    }
    const isDocstring = node.name === "ExpressionStatement" && /^[rRuU]?["']/.test(text);
    if (!HEAD.has(node.name) && !(isDocstring && after === 0)) break;
    after = state.doc.lineAt(node.from + text.length).to;
  }
  if (after === 0) return { from: 0, insert: `${line}\n` };
  return { from: after, insert: `\n${line}` };
}
