// All files of a side as a tree, with what can be done to them: open, make, rename, delete.
import { element } from "../inspector/element.js";

export class Tree {
  #place;
  #workspace;
  #on;
  #current = "";

  /** `on`: {open(path), say(sentence)}. */
  constructor(place, workspace, on) {
    this.#place = place;
    this.#workspace = workspace;
    this.#on = on;
    workspace.addEventListener("file", () => this.#draw());
    workspace.addEventListener("supplied", () => this.#draw());
  }

  /** Mark the file that is open. */
  show(path) {
    this.#current = path;
    this.#draw();
  }

  #draw() {
    if (this.#place.hidden) return;
    const paths = this.#workspace
      .paths()
      .filter((path) => !this.#workspace.about(path).hidden)
      .map((path) => [path, false]);
    const supplied = this.#workspace.suppliedPaths.map((path) => [path, true]);
    const root = foldersOf([...paths, ...supplied]);
    this.#place.replaceChildren(
      this.#folder(root),
      element("button.tree__new", { type: "button", onclick: () => this.#make() }, "New file …"),
    );
  }

  #folder({ folders, files }) {
    return element(
      "ul.tree__list",
      {},
      [...folders].map(([name, folder]) =>
        element("li", {}, element("span.tree__folder", {}, `${name}/`), this.#folder(folder)),
      ),
      files.map((file) => this.#file(file)),
    );
  }

  #file({ name, path, supplied }) {
    const { readonly } = this.#workspace.about(path);
    const open = element(
      `button.tree__file${supplied ? ".is-supplied" : ""}`,
      {
        type: "button",
        "aria-current": path === this.#current ? "true" : null,
        title: supplied ? "Supplied: the lesson leaves it out" : null,
        onclick: () => this.#on.open(path),
      },
      name,
    );
    const actions = readonly
      ? null
      : element(
          "span.tree__actions",
          {},
          this.#action("Rename", path, () => this.#rename(path)),
          this.#action("Delete", path, () => this.#delete(path)),
        );
    return element("li", {}, element("span.tree__row", {}, open, actions));
  }

  #action(label, path, act) {
    const attributes = { type: "button", onclick: act, "aria-label": `${label} ${path}` };
    return element("button.tree__action", attributes, label);
  }

  #make() {
    this.#ask("Path of the new file", "", (path) => {
      this.#workspace.write(path, "");
      this.#on.open(path);
    });
  }

  #rename(path) {
    this.#ask(`New path of ${path}`, path, (target) => {
      this.#workspace.rename(path, target);
      this.#on.open(target);
    });
  }

  #delete(path) {
    const text = this.#workspace.textOf(path);
    this.#workspace.write(path, null);
    this.#on.open("");
    const undo = () => {
      this.#workspace.write(path, text);
      this.#on.open(path);
    };
    this.#on.say(`${path} is deleted.`, [{ label: "Undo", act: undo }]);
  }

  /** A line to type a path into, in place of the button. */
  #ask(label, value, take) {
    const input = element("input", { "aria-label": label, placeholder: "templates/page.html" });
    input.value = value;
    const form = element("form.tree__ask", {}, input);
    const error = element("p.tree__error", { role: "alert" });
    form.append(error);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const path = input.value.trim();
      if (path === value && value) return this.#draw();
      const refusal = this.#workspace.refusal(path);
      if (refusal) error.textContent = refusal;
      else take(path);
    });
    form.addEventListener("keydown", ({ key }) => {
      if (key === "Escape") this.#draw();
    });
    this.#place.querySelector(".tree__new").replaceWith(form);
    input.focus();
    input.select();
  }
}

/** [[path, supplied], …] → {folders: name → the same again, files: [{name, path, supplied}]}. */
function foldersOf(paths) {
  const root = { folders: new Map(), files: [] };
  for (const [path, supplied] of paths) {
    const parts = path.split("/");
    const name = parts.pop();
    let folder = root;
    for (const part of parts) {
      if (!folder.folders.has(part)) folder.folders.set(part, { folders: new Map(), files: [] });
      folder = folder.folders.get(part);
    }
    folder.files.push({ name, path, supplied });
  }
  return root;
}
