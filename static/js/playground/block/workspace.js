// The files of one side as data: the lesson's, what the learner made of them, and what the harness
// supplied. Knows nothing of the page.

const NAME = /^(?!\/|~)(?!.*(^|\/)\.\.?(\/|$))(?!.*\/\/)[^\\:*?"<>|\p{Cc}]{1,200}(?<!\/)$/u;

export class Workspace extends EventTarget {
  #original = new Map(); // path → {text, readonly, hidden, shown, language, highlight}
  #own = new Map(); // path → text that the learner wrote, or null: they deleted the file
  #supplied = new Map(); // path → text

  /** `files`: the lesson's, as the page's configuration has them. */
  constructor(files) {
    super();
    for (const file of files) this.#original.set(file.path, file);
  }

  /** Whether anything differs from the lesson's code. */
  get edited() {
    return this.#own.size > 0;
  }

  /** What differs: path → text, or null for a deleted file. */
  get changes() {
    return Object.fromEntries(this.#own);
  }

  /** Path → text of all files of the program, as the learner has them now. */
  texts() {
    const texts = {};
    for (const path of this.paths()) texts[path] = this.textOf(path);
    return texts;
  }

  /** Path → text of the lesson's own files. */
  lesson() {
    return Object.fromEntries([...this.#original].map(([path, { text }]) => [path, text]));
  }

  /** Paths of the program's files, the lesson's first; without those that were supplied. */
  paths() {
    const kept = [...this.#original.keys()].filter((path) => this.#own.get(path) !== null);
    const added = [...this.#own].filter(([path, text]) => text !== null && !kept.includes(path));
    return [...kept, ...added.map(([path]) => path)];
  }

  get suppliedPaths() {
    return [...this.#supplied.keys()].filter((path) => this.#own.get(path) == null);
  }

  /** Path → text of what was supplied and the learner has not taken into their own hands. */
  get suppliedTexts() {
    return Object.fromEntries(this.suppliedPaths.map((path) => [path, this.#supplied.get(path)]));
  }

  /** The text under a name; undefined if there is no such file. */
  textOf(path) {
    const own = this.#own.get(path);
    if (own !== undefined && own !== null) return own;
    if (own === null) return this.#supplied.get(path);
    return this.#original.get(path)?.text ?? this.#supplied.get(path);
  }

  /** What the lesson says of a file: {readonly, hidden, shown, language, highlight}. */
  about(path) {
    const supplied = this.#own.get(path) == null && this.#supplied.has(path);
    const language = path.split(".").at(-1);
    const plain = { readonly: supplied, hidden: false, shown: !supplied, language, highlight: [] };
    return this.#own.has(path) && !this.#original.has(path)
      ? plain
      : (this.#original.get(path) ?? plain);
  }

  /** Why a file can't have this name, as a sentence; "" if it can. */
  refusal(path) {
    if (!NAME.test(path)) return "Give a path inside the project, such as templates/page.html.";
    if (this.paths().includes(path)) return `There is a file ${path} already.`;
    const inside = this.paths().find(
      (each) => each.startsWith(`${path}/`) || path.startsWith(`${each}/`),
    );
    return inside ? `${path} and ${inside} can't both be there: one is a folder of the other.` : "";
  }

  /** Put `text` under a name; null deletes the file. */
  write(path, text) {
    if (text === (this.#original.get(path)?.text ?? null)) this.#own.delete(path);
    else this.#own.set(path, text);
    this.#tell(path);
  }

  rename(path, target) {
    const text = this.textOf(path);
    this.write(path, null);
    this.write(target, text);
  }

  /** Have exactly these changes (path → text or null) to the lesson's code. */
  replace(changes) {
    const before = this.#own;
    this.#own = new Map();
    for (const [path, text] of Object.entries(changes)) {
      if (text !== (this.#original.get(path)?.text ?? null)) this.#own.set(path, text);
    }
    for (const path of new Set([...before.keys(), ...this.#own.keys()])) this.#tell(path);
  }

  /** The harness added these files to the program, path → text. */
  supply(files) {
    const added = Object.entries(files).filter(([path]) => !this.#original.has(path));
    this.#supplied = new Map(added);
    this.dispatchEvent(new CustomEvent("supplied"));
  }

  #tell(path) {
    this.dispatchEvent(new CustomEvent("file", { detail: { path } }));
  }
}
