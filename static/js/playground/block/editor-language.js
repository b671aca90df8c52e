// What the editor knows of the code, beyond its colours: names that fit, the signature of a call, and
// what is wrong, all asked of a Python in the sandbox. Where none is up, the editor does without.
import { autocompletion } from "@codemirror/autocomplete";
import { linter } from "@codemirror/lint";
import { StateEffect, StateField } from "@codemirror/state";
import { EditorView, keymap, showTooltip, ViewPlugin } from "@codemirror/view";
import { element } from "../inspector/element.js";
import { applyWithImport } from "./imports.js";

const LINT_DELAY = 500; // ms after the last key
const SIGNATURE_DELAY = 120; // ms
const TYPES = { field: "property", module: "namespace", file: "text", value: "constant" };

/** A place in a document, as the harness counts: lines from 1, columns from 0. */
function placeAt(state, position) {
  const line = state.doc.lineAt(position);
  return { text: state.doc.toString(), line: line.number, column: position - line.from };
}

function positionOf(doc, line, column) {
  const found = doc.line(Math.min(Math.max(line, 1), doc.lines));
  return Math.min(found.from + column, found.to);
}

// --- names ---------------------------------------------------------------------------------------

function source(path, language) {
  return async (context) => {
    const typed = context.matchBefore(/[\w.]+/);
    if (!context.explicit && !typed) return null;
    const place = { file: path, ...placeAt(context.state, context.pos) };
    const found = await language.ask("complete", place).catch(() => null);
    if (!found || context.aborted || found.items.length === 0) return null;
    const options = found.items.map(({ label, kind, detail, apply, documentation, ...more }) => ({
      label,
      apply: more.import ? applyWithImport(apply ?? label, more.import) : apply,
      type: TYPES[kind] ?? kind,
      detail: detail?.slice(0, 60),
      info: documentation || undefined,
    }));
    return { from: found.from, to: found.to, options, validFor: /^\w*$/ };
  };
}

// --- what is wrong -------------------------------------------------------------------------------

/** `runMarks()`: diagnostics of the last run for this file, which stay until the next one. */
function lint(path, language, runMarks) {
  return linter(
    async ({ state }) => {
      const files = { ...language.files(), [path]: state.doc.toString() };
      const found = await language.ask("lint", { files }).catch(() => null);
      const marks = (found?.marks ?? []).filter(({ file }) => file === path);
      return [...runMarks(), ...marks.map((mark) => diagnostic(mark, state.doc))];
    },
    { delay: LINT_DELAY },
  );
}

function diagnostic({ line, column, end_line, end_column, severity, message, hint }, doc) {
  const from = positionOf(doc, line, column);
  const to = Math.max(from, positionOf(doc, end_line, end_column));
  return { from, to, severity, message: hint ? `${message} ${hint}` : message };
}

// --- the call around the cursor ------------------------------------------------------------------

const setSignature = StateEffect.define();

const signatureField = StateField.define({
  create: () => null,
  update(tooltip, transaction) {
    for (const effect of transaction.effects) if (effect.is(setSignature)) return effect.value;
    return tooltip && transaction.docChanged
      ? { ...tooltip, pos: transaction.changes.mapPos(tooltip.pos) }
      : tooltip;
  },
  provide: (field) => showTooltip.from(field),
});

function tooltipOf({ label, parameters, active, documentation }, pos) {
  const current = parameters[active]?.label;
  const at = current ? label.indexOf(current) : -1;
  const shown =
    at < 0
      ? [label]
      : [label.slice(0, at), element("b", {}, current), label.slice(at + current.length)];
  const create = () => ({
    dom: element(
      "div.cm-signature",
      {},
      element("code", {}, shown),
      documentation && element("p", {}, documentation.split("\n")[0]),
    ),
  });
  return { pos, above: true, create };
}

function signature(path, language) {
  return ViewPlugin.define((view) => {
    let timer;
    const ask = async () => {
      const { head } = view.state.selection.main;
      const before = view.state.sliceDoc(Math.max(0, head - 400), head);
      const inCall =
        before.lastIndexOf("(") > before.lastIndexOf(")") || /\([^()]*\)[^()]*$/.test(before);
      const place = { file: path, ...placeAt(view.state, head) };
      const found = inCall ? await language.ask("signature", place).catch(() => null) : null;
      if (view.state.selection.main.head !== head) return;
      const value = found?.signature ? tooltipOf(found.signature, head) : null;
      if (value || view.state.field(signatureField)) {
        view.dispatch({ effects: setSignature.of(value) });
      }
    };
    return {
      update({ docChanged, selectionSet, state }) {
        const isShown = state.field(signatureField) !== null;
        if (!docChanged && !(selectionSet && isShown)) return;
        clearTimeout(timer);
        timer = setTimeout(ask, SIGNATURE_DELAY);
      },
      destroy: () => clearTimeout(timer),
    };
  });
}

const closeSignature = keymap.of([
  {
    key: "Escape",
    run(view) {
      if (!view.state.field(signatureField, false)) return false;
      view.dispatch({ effects: setSignature.of(null) });
      return true;
    },
  },
]);

/**
 * The extensions for one file. `language`: {ask(name, argument), files(): path → text};
 * `runMarks()`: diagnostics of the last run.
 */
export function languageExtensions(path, language, isPython, runMarks) {
  const marks = lint(path, language, runMarks);
  if (!isPython) return [marks, autocompletion()];
  return [
    marks,
    autocompletion({ icons: false, override: [source(path, language)] }),
    signatureField,
    signature(path, language),
    closeSignature,
    EditorView.domEventHandlers({
      blur(_, view) {
        if (view.state.field(signatureField)) view.dispatch({ effects: setSignature.of(null) });
      },
    }),
  ];
}
