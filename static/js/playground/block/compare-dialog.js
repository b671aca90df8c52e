// A dialog that shows two versions of a side's files beside each other. The right one is the
// learner's and can be edited there, piece by piece; nothing changes until they take it.

import { html } from "@codemirror/lang-html";
import { python } from "@codemirror/lang-python";
import { syntaxHighlighting } from "@codemirror/language";
import { MergeView } from "@codemirror/merge";
import { EditorState } from "@codemirror/state";
import { EditorView, lineNumbers } from "@codemirror/view";
import { classHighlighter } from "@lezer/highlight";
import { element } from "../inspector/element.js";

const LANGUAGES = { py: python, html };

/** [[path, left, right], …] of files that differ; "" stands for a file that isn't there. */
export function differing(left, right) {
  const paths = [...new Set([...Object.keys(left), ...Object.keys(right)])].sort();
  return paths
    .map((path) => [path, left[path] ?? "", right[path] ?? ""])
    .filter(([, a, b]) => a !== b);
}

/**
 * Open the dialog. `left`, `right`: {label, texts: path → text}. `actions`: [{label, act(texts)}],
 * each a button that closes the dialog; `texts` are the right side's as edited there, by path.
 */
export function compare({ title, note = "", left, right, actions = [], editable = true }) {
  const files = differing(left.texts, right.texts);
  const edited = { ...right.texts };
  const place = element("div.compare-dialog__view");
  const dialog = element("dialog.compare-dialog", { "aria-label": title });
  let view;

  const show = ([path, a, b]) => {
    view?.destroy();
    const language = LANGUAGES[path.split(".").at(-1)]?.() ?? [];
    const shared = [lineNumbers(), syntaxHighlighting(classHighlighter), language];
    const fixed = [EditorState.readOnly.of(true), EditorView.editable.of(false)];
    const watch = EditorView.updateListener.of(({ docChanged, state }) => {
      if (docChanged) edited[path] = state.doc.toString();
    });
    view = new MergeView({
      a: { doc: a, extensions: [shared, fixed] },
      b: { doc: edited[path] ?? b, extensions: [shared, editable ? watch : fixed] },
      parent: place,
      revertControls: editable ? "a-to-b" : undefined,
      collapseUnchanged: { margin: 3, minSize: 6 },
    });
  };

  const tabs = files.map((file, index) =>
    element(
      "button",
      {
        type: "button",
        "aria-pressed": String(index === 0),
        onclick: ({ currentTarget }) => {
          for (const tab of tabs) tab.setAttribute("aria-pressed", String(tab === currentTarget));
          show(file);
        },
      },
      file[0],
    ),
  );
  const close = () => dialog.close();
  const buttons = actions.map(({ label, act }, index) =>
    element(
      `button.btn.btn-sm.${index ? "btn-outline-secondary" : "btn-primary"}`,
      {
        type: "button",
        onclick: () => {
          close();
          act(edited);
        },
      },
      label,
    ),
  );
  dialog.append(
    element("h2", {}, title),
    note && element("p", {}, note),
    element("div.compare-dialog__files", {}, tabs),
    element(
      "div.compare-dialog__heads",
      {},
      element("b", {}, left.label),
      element("b", {}, right.label),
    ),
    files.length ? place : element("p", {}, "The two are the same."),
    element(
      "div.compare-dialog__actions",
      {},
      buttons,
      element("button.btn.btn-sm.btn-link", { type: "button", onclick: close }, "Close"),
    ),
  );
  dialog.addEventListener("close", () => {
    view?.destroy();
    dialog.remove();
  });
  document.body.append(dialog);
  dialog.showModal();
  if (files.length) show(files[0]);
}
