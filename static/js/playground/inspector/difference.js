// Two texts beside each other, with what differs marked; equal stretches are folded.
import { MergeView } from "@codemirror/merge";
import { EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";

const FIXED = [
  EditorView.editable.of(false),
  EditorState.readOnly.of(true),
  EditorView.lineWrapping,
];

function named(name) {
  return EditorView.contentAttributes.of({ tabindex: "0", "aria-label": name });
}

/** An element that shows `left` and `right` side by side, called `names`; neither can be edited. */
export function difference(left, right, names, extensions = []) {
  const place = document.createElement("div");
  place.className = "difference";
  new MergeView({
    a: { doc: left, extensions: [...FIXED, named(names[0]), ...extensions] },
    b: { doc: right, extensions: [...FIXED, named(names[1]), ...extensions] },
    parent: place,
    collapseUnchanged: { margin: 2, minSize: 6 },
  });
  return place;
}
