// The files of one side: the code that the server drew, the editor that takes its place when the
// learner means to edit, and what they have changed.
import { Draft } from "./drafts.js";
import { Tabs } from "./tabs.js";

const NO_EDITOR = "The editor could not be loaded: is the connection lost? The code runs as it is.";

export class Files {
  #tabs;
  #host;
  #original = new Map(); // path → {text, readonly, hidden, …} as the lesson has it
  #changed = new Map(); // path → text, of files that the learner has changed
  #supplied = new Map(); // path → text, of files that the harness added
  #current;
  #draft;
  #editor;
  #loading;
  #marks = new Map(); // path → {line, message}

  /** Called when the learner's code differs from the lesson's, or no longer does. */
  onchange = () => {};
  /** Called with a sentence when the editor can't be had. */
  onbroken = () => {};

  constructor({ tabs, editor }, { framework, files }, block) {
    this.#host = editor;
    this.#tabs = new Tabs(tabs, editor);
    this.#tabs.onpick = (path) => this.#show(path);
    for (const file of files) this.#original.set(file.path, file);
    this.#draft = new Draft(block, framework);
    this.#bind();
    this.#show(files.find((file) => file.shown)?.path);
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
    if (this.edited) this.#edit();
    return this.edited && kept.changed;
  }

  /** Back to the lesson's code. Returns a function that brings the learner's back. */
  reset() {
    const before = new Map(this.#changed);
    this.#replace(new Map());
    return () => this.#replace(before);
  }

  /** Show `line` of `path`, ready to be edited. */
  async open(path, line) {
    if (this.#textOf(path) === undefined) return;
    this.#show(path);
    (await this.#edit())?.goTo(path, line);
  }

  /** Point at the line that went wrong, until the next run. */
  async mark(path, line, message) {
    if (this.#textOf(path) === undefined) return;
    this.#marks.set(path, { line, message });
    (await this.#edit())?.mark(path, { line, message });
  }

  unmark() {
    this.#marks.clear();
    this.#editor?.unmark();
  }

  /** Files that the harness added to the program, path → text: to be read, behind the others. */
  supplied(files) {
    const added = Object.entries(files).filter(([path]) => !this.#original.has(path));
    this.#supplied = new Map(added);
    for (const [path, text] of added) this.#editor?.put(path, text);
    this.#tabs.supplied([...this.#supplied.keys()]);
    if (this.#textOf(this.#current) === undefined) this.#show(this.#first());
  }

  #first() {
    return [...this.#original.values()].find((file) => file.shown)?.path;
  }

  #textOf(path) {
    return this.#changed.get(path) ?? this.#original.get(path)?.text ?? this.#supplied.get(path);
  }

  /** The editor, in place of the drawn code; undefined, once said why, if it can't be had. */
  async #edit() {
    this.#loading ??= import("./editor.js");
    try {
      const { Editor } = await this.#loading;
      this.#editor ??= this.#make(Editor);
    } catch {
      this.#loading = undefined;
      this.onbroken(NO_EDITOR);
    }
    return this.#editor;
  }

  #make(Editor) {
    const editor = new Editor(this.#host, (path, text) => this.#edited(path, text));
    for (const [path, file] of this.#original) editor.add(path, this.#textOf(path), file);
    for (const [path, text] of this.#supplied) editor.put(path, text);
    editor.show(this.#current);
    for (const [path, mark] of this.#marks) editor.mark(path, mark);
    return editor;
  }

  #edited(path, text) {
    if (!this.#original.has(path)) return;
    if (text === this.#original.get(path).text) this.#changed.delete(path);
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
    else if (changed.size) this.#edit();
    this.onchange();
  }

  #show(path) {
    this.#current = path;
    this.#tabs.show(path);
    for (const drawn of this.#host.querySelectorAll("[data-source]")) {
      drawn.hidden = drawn.dataset.source !== path;
    }
    this.#editor?.show(path);
    if (this.#supplied.has(path)) this.#edit(); // nobody has drawn this one
  }

  #bind() {
    this.#host.addEventListener("pointerenter", () => this.#edit());
    this.#host.addEventListener("focusin", async () => {
      if (this.#editor) return;
      const wasPointed = this.#host.matches(":hover");
      const editor = await this.#edit();
      if (!editor) return;
      editor.focus();
      if (!wasPointed) this.#host.dataset.keyboard = "";
    });
  }
}
