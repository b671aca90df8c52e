// Earlier versions of a side's code: what they were kept from, and the way back to each.
import { element } from "../inspector/element.js";
import { compare } from "./compare-dialog.js";

const WHEN = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

const NONE = "There are none yet. One is kept whenever your code is replaced.";

/** `sides`: the block's sides. */
export function showVersions(sides) {
  const dialog = element("dialog.compare-dialog.is-small", { "aria-label": "Earlier versions" });
  const lists = sides.flatMap((side) => listOf(side, dialog));
  dialog.append(
    element("h2", {}, "Earlier versions of your code"),
    ...(lists.length ? lists : [element("p", {}, NONE)]),
    element(
      "div.compare-dialog__actions",
      {},
      element(
        "button.btn.btn-sm.btn-link",
        { type: "button", onclick: () => dialog.close() },
        "Close",
      ),
    ),
  );
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

function listOf(side, dialog) {
  const { versions } = side.files;
  if (versions.length === 0) return [];
  const item = (version) => {
    const open = () => {
      dialog.close();
      look(side, version);
    };
    const count = Object.keys(version.files).length;
    const text = `${WHEN.format(version.at)}, ${version.why} (${count} changed)`;
    return element(
      "li",
      {},
      element("button.btn.btn-sm.btn-link", { type: "button", onclick: open }, text),
    );
  };
  return [element("h3", {}, side.name), element("ul", {}, versions.map(item))];
}

function look(side, version) {
  const lesson = side.files.workspace.lesson();
  const texts = { ...lesson, ...version.files };
  for (const [path, text] of Object.entries(texts)) if (text === null) delete texts[path];
  const back = {
    label: "Bring this version back",
    act: () => side.files.replace(version.files, "before an earlier version"),
  };
  compare({
    title: `${side.name}: ${WHEN.format(version.at)}`,
    left: { label: "Then", texts },
    right: { label: "Now", texts: side.files.texts() },
    actions: [back],
    editable: false,
  });
}
