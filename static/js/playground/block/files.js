// The files of one side: tabs, the code that the server drew, and the editor that takes its place
// when the learner means to edit.
import { Draft } from "./drafts.js";

export class Files {
  #tabs;
  #host;
  #original = new Map(); // path → {text, readonly, hidden, …} as the lesson has it
  #changed = new Map(); // path → text, of files that the learner has changed
  #current;
  #draft;
  #editor;
  #loading;
  #marks = new Map(); // path → {line, message}

  /** Called when the learner's code differs from the lesson's, or no longer does. */
  onchange = () => {};

  constructor({ tabs, editor }, { framework, files }, block) {
    this.#tabs = tabs;
    this.#host = editor;
    for (const file of files) this.#original.set(file.path, file);
    this.#draft = new Draft(block, framework);
    this.#current = files.find((file) => !file.hidden)?.path;
    this.#bind();
    this.#show(this.#current);
  }

  get edited() {
    return this.#changed.size > 0;
  }

  /** Path → text of every file, as the learner has them now. */
  texts() {
    const texts = {};
    for (const [path, { text }] of this.#original) texts[path] = this.#changed.get(path) ?? text;
    return texts;
  }

  /** Take up what the learner had here last time. Returns whether the lesson's code changed since. */
  restore() {
    const kept = this.#draft.read();
    if (!kept) return false;
    for (const [path, text] of Object.entries(kept.files)) {
      if (this.#original.has(path) && text !== this.#original.get(path).text)
        this.#changed.set(path, text);
    }
    if (this.edited) this.edit();
    return this.edited && kept.changed;
  }

  /** Back to the lesson's code. Returns a function that brings the learner's back. */
  reset() {
    const before = new Map(this.#changed);
    this.#replace(new Map());
    return () => this.#replace(before);
  }

  /** Have the editor in place of the drawn code. */
  async edit() {
    this.#loading ??= import("./editor.js");
    const { Editor } = await this.#loading;
    if (!this.#editor) {
      this.#editor = new Editor(this.#host, {
        label: (path) => path,
        onchange: (path, text) => this.#edited(path, text),
      });
      for (const [path, file] of this.#original) this.#editor.add(path, this.#textOf(path), file);
      this.#editor.show(this.#current);
      for (const [path, mark] of this.#marks) this.#editor.mark(path, mark);
    }
    return this.#editor;
  }

  /** Show `line` of `path`, ready to be edited. */
  async open(path, line) {
    if (!this.#original.has(path)) return;
    this.#show(path);
    const editor = await this.edit();
    editor.goTo(path, line);
  }

  /** Point at the line that went wrong, until the next run. */
  async mark(path, line, message) {
    if (!this.#original.has(path)) return;
    this.#marks.set(path, { line, message });
    (await this.edit()).mark(path, { line, message });
  }

  unmark() {
    this.#marks.clear();
    this.#editor?.unmark();
  }

  /** Files that the harness added to the program: shown behind the others, to be read. */
  async supplied(files) {
    const added = Object.entries(files).filter(([path]) => !this.#original.has(path));
    for (const old of this.#tabs.querySelectorAll("[data-supplied]")) {
      if (!(old.dataset.file in files)) old.remove();
    }
    for (const [path, text] of added) this.#addSupplied(path, text);
  }

  #addSupplied(path, text) {
    let tab = [...this.#tabs.children].find((each) => each.dataset.file === path);
    if (!tab) {
      tab = document.createElement("button");
      Object.assign(tab, {
        type: "button",
        textContent: path,
        tabIndex: -1,
        title: "Supplied for you",
      });
      tab.setAttribute("role", "tab");
      tab.setAttribute("aria-selected", "false");
      tab.setAttribute("aria-controls", this.#host.id);
      tab.dataset.file = path;
      tab.dataset.supplied = "";
      this.#tabs.append(tab);
    }
    this.#suppliedTexts.set(path, text);
    this.#editor?.add(path, text, { readonly: true, language: path.split(".").at(-1) });
  }

  #suppliedTexts = new Map();

  #textOf(path) {
    return (
      this.#changed.get(path) ?? this.#original.get(path)?.text ?? this.#suppliedTexts.get(path)
    );
  }

  #edited(path, text) {
    if (text === this.#original.get(path)?.text) this.#changed.delete(path);
    else this.#changed.set(path, text);
    this.#draft.write(Object.fromEntries(this.#changed));
    this.onchange();
  }

  #replace(changed) {
    this.#changed = changed;
    this.#draft.write(Object.fromEntries(changed));
    this.unmark();
    if (this.#editor)
      for (const path of this.#original.keys()) this.#editor.set(path, this.#textOf(path));
    else if (changed.size) this.edit();
    this.onchange();
  }

  async #select(path) {
    this.#show(path);
    if (this.#suppliedTexts.has(path)) {
      const editor = await this.edit();
      editor.add(path, this.#suppliedTexts.get(path), {
        readonly: true,
        language: path.split(".").at(-1),
      });
    }
    this.#editor?.show(path);
  }

  #show(path) {
    this.#current = path;
    for (const tab of this.#tabs.children) {
      const isCurrent = tab.dataset.file === path;
      tab.setAttribute("aria-selected", String(isCurrent));
      tab.tabIndex = isCurrent ? 0 : -1;
    }
    for (const drawn of this.#host.querySelectorAll("[data-source]")) {
      drawn.hidden = drawn.dataset.source !== path;
    }
    this.#editor?.show(path);
  }

  #bind() {
    this.#tabs.addEventListener("click", ({ target }) => {
      const tab = target.closest("[data-file]");
      if (tab) this.#select(tab.dataset.file);
    });
    this.#tabs.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      const tabs = [...this.#tabs.children];
      const next = tabs[(tabs.indexOf(document.activeElement) + step + tabs.length) % tabs.length];
      event.preventDefault();
      next.focus();
      this.#select(next.dataset.file);
    });
    const begin = async ({ target }) => {
      const focused =
        target.contains?.(document.activeElement) || target === document.activeElement;
      const editor = await this.edit();
      if (focused) editor.focus();
    };
    this.#host.addEventListener("pointerenter", () => this.edit(), { once: true });
    this.#host.addEventListener("focusin", begin, { once: true });
  }
}
