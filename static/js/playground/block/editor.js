// The editor of one side: CodeMirror, one document a file. Loaded when a learner turns to the code.
import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { css } from "@codemirror/lang-css";
import { html } from "@codemirror/lang-html";
import { json } from "@codemirror/lang-json";
import { python } from "@codemirror/lang-python";
import { sql } from "@codemirror/lang-sql";
import {
  bracketMatching,
  indentOnInput,
  indentUnit,
  syntaxHighlighting,
} from "@codemirror/language";
import { linter, lintGutter, setDiagnostics } from "@codemirror/lint";
import { highlightSelectionMatches, searchKeymap } from "@codemirror/search";
import { EditorState } from "@codemirror/state";
import {
  Decoration,
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { classHighlighter } from "@lezer/highlight";
import { languageExtensions } from "./editor-language.js";

const LANGUAGES = { python, py: python, html, jinja: html, django: html, css, json, sql };

function languageOf(language) {
  return LANGUAGES[language]?.() ?? [];
}

/** Lines that the lesson draws the eye to: [[first, last], …]. */
function highlighted(ranges) {
  if (ranges.length === 0) return [];
  const line = Decoration.line({ class: "cm-highlighted" });
  const decorations = (state) => {
    const found = [];
    for (const [first, last] of ranges) {
      for (let n = first; n <= Math.min(last, state.doc.lines); n += 1) {
        found.push(line.range(state.doc.line(n).from));
      }
    }
    return Decoration.set(found, true);
  };
  return EditorView.decorations.compute(["doc"], decorations);
}

/**
 * Text typed over several lines. Left to itself, the browser carries over the looks of what it takes
 * away as inline styles, which the content security policy refuses.
 */
const typedOverLines = EditorView.domEventHandlers({
  beforeinput({ inputType, data, isComposing }, view) {
    const { state } = view;
    const { from, to } = state.selection.main;
    const isOneLine = state.doc.lineAt(from).number === state.doc.lineAt(to).number;
    if (inputType !== "insertText" || !data || isComposing || isOneLine) return false;
    if (state.readOnly) return true;
    const insert = () => state.update(state.replaceSelection(data), { userEvent: "input.type" });
    const handlers = state.facet(EditorView.inputHandler);
    if (!handlers.some((handle) => handle(view, from, to, data, insert))) view.dispatch(insert());
    return true;
  },
});

export class Editor {
  #view;
  #states = new Map();
  #current;
  #onchange;
  #language;
  #marks = new Map(); // path → diagnostics of the last run

  /**
   * Takes the place of what is in `host`. `onchange(path, text)` after each edit; `language`, if
   * given, knows what the code means: see editor-language.js.
   */
  constructor(host, onchange, language) {
    this.#onchange = onchange;
    this.#language = language;
    this.#view = new EditorView({ parent: host });
    for (const drawn of host.querySelectorAll("[data-source]")) drawn.remove();
  }

  has(path) {
    return this.#states.has(path);
  }

  /** A file, in place of what was there under this name. */
  add(path, text, { readonly, language, highlight }) {
    const extensions = this.#extensions(path, { readonly, language, highlight });
    this.#states.set(path, EditorState.create({ doc: text, extensions }));
    if (path === this.#current) this.#view.setState(this.#states.get(path));
  }

  /** There is no such file any more. */
  remove(path) {
    this.#states.delete(path);
    if (path === this.#current) this.#current = undefined;
  }

  show(path) {
    if (!this.#states.has(path) || path === this.#current) return;
    if (this.#current) this.#states.set(this.#current, this.#view.state);
    this.#current = path;
    this.#view.setState(this.#states.get(path));
  }

  /** Replace a file's text; the learner can undo it. */
  set(path, text) {
    const state = path === this.#current ? this.#view.state : this.#states.get(path);
    if (state.doc.toString() === text) return;
    this.#update(path, { changes: { from: 0, to: state.doc.length, insert: text } });
  }

  goTo(path, line) {
    this.show(path);
    const { doc } = this.#view.state;
    const { from } = doc.line(Math.min(Math.max(line, 1), doc.lines));
    this.#view.dispatch({
      selection: { anchor: from },
      effects: EditorView.scrollIntoView(from, { y: "center" }),
    });
    this.#view.focus();
  }

  mark(path, { line, message }) {
    const state = path === this.#current ? this.#view.state : this.#states.get(path);
    if (!state) return;
    const { from, to } = state.doc.line(Math.min(Math.max(line, 1), state.doc.lines));
    const marks = [{ from, to, severity: "error", message }];
    this.#marks.set(path, marks);
    this.#update(path, setDiagnostics(state, marks));
  }

  unmark() {
    for (const path of this.#marks.keys()) {
      const state = path === this.#current ? this.#view.state : this.#states.get(path);
      if (state) this.#update(path, setDiagnostics(state, []));
    }
    this.#marks.clear();
  }

  focus() {
    this.#view.focus();
  }

  #update(path, spec) {
    if (path === this.#current) this.#view.dispatch(spec);
    else this.#states.set(path, this.#states.get(path).update(spec).state);
  }

  /** What the Python in the sandbox knows of a file, if it is of a kind that it knows. */
  #knowing(path, readonly, language) {
    const isPython = ["python", "py"].includes(language);
    const isTemplate = ["html", "jinja", "django"].includes(language);
    // All states have completion: a question that is under way when another file is turned to looks
    // for it in the new one.
    if (!this.#language || readonly || (!isPython && !isTemplate)) return autocompletion();
    const runMarks = () =>
      (this.#marks.get(path) ?? []).filter(({ to }) => to <= this.#length(path));
    return languageExtensions(path, this.#language, isPython, runMarks);
  }

  #length(path) {
    const state = path === this.#current ? this.#view.state : this.#states.get(path);
    return state.doc.length;
  }

  #extensions(path, { readonly, language, highlight }) {
    return [
      lineNumbers(),
      history(),
      drawSelection(),
      indentOnInput(),
      indentUnit.of("    "),
      bracketMatching(),
      closeBrackets(),
      highlightActiveLine(),
      highlightActiveLineGutter(),
      highlightSelectionMatches(),
      linter(null), // marks come from runs alone
      lintGutter(),
      syntaxHighlighting(classHighlighter),
      languageOf(language),
      highlighted(highlight),
      EditorState.readOnly.of(readonly),
      typedOverLines,
      // CodeMirror lets the next Tab through after Escape: nobody is trapped in here.
      EditorView.contentAttributes.of({
        "aria-label": `${path}. Escape, then Tab leaves the editor.`,
        spellcheck: "false",
      }),
      keymap.of([
        ...closeBracketsKeymap,
        ...completionKeymap,
        ...defaultKeymap,
        ...searchKeymap,
        ...historyKeymap,
        indentWithTab,
      ]),
      this.#knowing(path, readonly, language),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) this.#onchange(path, update.state.doc.toString());
      }),
    ];
  }
}
