// Two texts beside each other, with what differs marked; equal stretches are folded.
import { MergeView } from "@codemirror/merge";
import { EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";

const FIXED = [
  EditorView.editable.of(false),
  EditorState.readOnly.of(true),
  EditorView.lineWrapping,
  EditorView.contentAttributes.of({ tabindex: "0" }),
];

/** An element that shows `left` and `right` side by side; neither can be edited. */
export function difference(left, right, extensions = []) {
  const place = document.createElement("div");
  place.className = "difference";
  new MergeView({
    a: { doc: left, extensions: [...FIXED, ...extensions] },
    b: { doc: right, extensions: [...FIXED, ...extensions] },
    parent: place,
    collapseUnchanged: { margin: 2, minSize: 6 },
  });
  return place;
}
