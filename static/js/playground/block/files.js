// The files of one side on the page: the code that the server drew, the editor that takes its place
// when the learner means to edit, tabs and tree, and the drafts that keep what they write.
import { Draft } from "./drafts.js";
import { Tabs } from "./tabs.js";
import { Tree } from "./tree.js";
import { Workspace } from "./workspace.js";

const NO_EDITOR = "The editor could not be loaded: is the connection lost? The code runs as it is.";

export class Files {
  #tabs;
  #tree;
  #host;
  #draft;
  #current;
  #editor;
  #loading;
  #language;
  #isRestoring = false;
  #marks = new Map(); // path → {line, message}

  /** The files as data. */
  workspace;
  /** Called when the learner's code differs from the lesson's, or no longer does. */
  onchange = () => {};
  /** Called with a sentence, actions and a kind for the block's notice. */
  onnotice = () => {};

  /** `language` answers the editor's questions: see language.js. */
  constructor({ tabs, editor, tree }, { framework, files }, block, language) {
    this.#host = editor;
    this.#language = language;
    this.workspace = new Workspace(files);
    this.#draft = new Draft(block, framework);
    this.#tabs = new Tabs(tabs, editor);
    this.#tabs.onpick = (path) => this.#show(path);
    this.#tree = new Tree(tree, this.workspace, {
      open: (path) => this.#show(path || this.#first()),
      say: (...words) => this.onnotice(...words),
    });
    this.#tabs.ontree = (open) => {
      tree.hidden = !open;
      this.#tree.show(this.#current);
    };
    this.#bind();
    this.#show(files.find((file) => file.shown)?.path);
  }

  get edited() {
    return this.workspace.edited;
  }

  /** Path → text of every file, as the learner has them now. */
  texts() {
    return this.workspace.texts();
  }

  /** Earlier versions of the learner's code, newest first: see Draft. */
  get versions() {
    return this.#draft.versions;
  }

  /** Take up what the learner had here last time. Returns whether the lesson's code changed since. */
  restore() {
    const kept = this.#draft.read();
    if (!kept) return false;
    this.#isRestoring = true; // what was kept needs no keeping
    this.workspace.replace(kept.files);
    this.#isRestoring = false;
    if (this.edited) this.#edit();
    return this.edited && kept.changed;
  }

  /** Keep drafts in step with the server's copies: see sync.js. */
  get draft() {
    return this.#draft;
  }

  /** Take the lesson's code as known: what differs from it is meant to. */
  keep() {
    this.#draft.write(this.workspace.changes);
  }

  /** Have `changes` (path → text or null) to the lesson's code; what was there is kept as a version. */
  replace(changes, why) {
    this.#draft.remember(this.workspace.changes, why);
    this.unmark();
    this.workspace.replace(changes);
    if (this.edited) this.#edit();
  }

  /** Back to the lesson's code. Returns a function that brings the learner's back. */
  reset() {
    const before = this.workspace.changes;
    this.replace({}, "before Reset");
    return () => this.replace(before, "before Undo");
  }

  /** Files that a command of the terminal made, changed or deleted, path → text or null. */
  takeOver(files) {
    for (const [path, text] of Object.entries(files)) this.workspace.write(path, text);
  }

  /** Show `line` of `path`, ready to be edited. */
  async open(path, line) {
    if (this.workspace.textOf(path) === undefined) return;
    this.#show(path);
    (await this.#edit())?.goTo(path, line);
  }

  /** Point at the line that went wrong, until the next run. */
  async mark(path, line, message) {
    if (this.workspace.textOf(path) === undefined) return;
    this.#marks.set(path, { line, message });
    (await this.#edit())?.mark(path, { line, message });
  }

  unmark() {
    this.#marks.clear();
    this.#editor?.unmark();
  }

  /** Files that the harness added to the program, path → text: to be read, behind the others. */
  supplied(files) {
    this.workspace.supply(files);
  }

  #first() {
    const paths = this.workspace.paths();
    return paths.find((path) => this.workspace.about(path).shown) ?? paths[0];
  }

  /** The editor, in place of the drawn code; undefined, once said why, if it can't be had. */
  async #edit() {
    this.#loading ??= import("./editor.js");
    try {
      const { Editor } = await this.#loading;
      this.#editor ??= this.#make(Editor);
    } catch {
      this.#loading = undefined;
      this.onnotice(NO_EDITOR, [], "error");
    }
    return this.#editor;
  }

  #make(Editor) {
    const language = this.#language && {
      ...this.#language,
      files: () => this.workspace.texts(),
    };
    // A learner who has gone on meanwhile is not called back.
    const hadFocus = this.#host.contains(document.activeElement);
    const editor = new Editor(this.#host, (path, text) => this.#edited(path, text), language);
    for (const path of [...this.workspace.paths(), ...this.workspace.suppliedPaths]) {
      editor.add(path, this.workspace.textOf(path), this.workspace.about(path));
    }
    editor.show(this.#current);
    for (const [path, mark] of this.#marks) editor.mark(path, mark);
    if (hadFocus) editor.focus();
    return editor;
  }

  #edited(path, text) {
    if (text !== this.workspace.textOf(path)) this.workspace.write(path, text);
  }

  /** A file came, went or changed, by whatever hand. */
  #follow(path) {
    const text = this.workspace.textOf(path);
    if (text === undefined) this.#editor?.remove(path);
    else if (this.#editor?.has(path)) this.#editor.set(path, text);
    else this.#editor?.add(path, text, this.workspace.about(path));
    if (!this.workspace.about(path).hidden) this.#tabs.own(path, text !== undefined);
    if (path === this.#current && text === undefined) this.#show(this.#first());
    if (!this.#isRestoring) this.#draft.write(this.workspace.changes);
    this.onchange();
  }

  #supplied() {
    const paths = this.workspace.suppliedPaths;
    for (const path of paths) {
      this.#editor?.add(path, this.workspace.textOf(path), this.workspace.about(path));
    }
    this.#tabs.supplied(paths);
    if (this.workspace.textOf(this.#current) === undefined) this.#show(this.#first());
  }

  #show(path) {
    this.#current = path;
    this.#tabs.show(path);
    this.#tree.show(path);
    const drawn = [...this.#host.querySelectorAll("[data-source]")];
    for (const each of drawn) each.hidden = each.dataset.source !== path;
    this.#editor?.show(path);
    // Nobody has drawn what the lesson doesn't hold.
    if (path && !drawn.some((each) => !each.hidden)) this.#edit();
  }

  #bind() {
    this.workspace.addEventListener("file", ({ detail }) => this.#follow(detail.path));
    this.workspace.addEventListener("supplied", () => this.#supplied());
    this.#host.addEventListener("pointerenter", () => this.#edit());
    // Whoever comes by keyboard is told how to get out again: see _editor.scss.
    this.#host.addEventListener("pointerdown", () => delete this.#host.dataset.keyboard);
    this.#host.addEventListener("focusin", () => {
      this.#host.toggleAttribute("data-keyboard", !this.#host.matches(":active"));
      this.#edit();
    });
  }
}
