// A learner's own version of an app's files, kept in this browser.
//
// One entry for each side of a block: {digest: of the lesson's code it was made from, files: path →
// text of the files that differ}.

export class Draft {
  #name;
  #digest;

  constructor({ course, lesson, block, digest }, framework) {
    this.#name = `draft:${course}/${lesson}/${block}/${framework}`;
    this.#digest = digest;
  }

  /** {files, changed: whether the lesson's code is another now} or null. */
  read() {
    try {
      const kept = JSON.parse(localStorage.getItem(this.#name));
      return kept && { files: kept.files, changed: kept.digest !== this.#digest };
    } catch {
      return null;
    }
  }

  /** Keep `files` (path → text); with none of them, forget the draft. */
  write(files) {
    try {
      if (Object.keys(files).length === 0) localStorage.removeItem(this.#name);
      else localStorage.setItem(this.#name, JSON.stringify({ digest: this.#digest, files }));
    } catch {
      // Storage is off or full: the code stays in the page for as long as it is open.
    }
  }
}
