// A learner's own version of an app's files, kept in this browser: the draft that they work on, and
// earlier versions of it. Nothing that a learner wrote is thrown away by a click.
//
// One entry for each side of a block: {digest: of the lesson's code it was made from, files: path →
// text or null, versions: [{at, why, files}]}; with an account also {revision: of the server's copy
// that was seen last, unsent: whether there is more here}.
// Each account has entries of its own, on a computer that several people use; what was written
// before signing in becomes the account's.
import { learnerOfPage } from "../../site/learner.js";

const MOST_VERSIONS = 20;

export class Draft {
  /** Called when there is something that the server doesn't have. */
  onwrite = () => {};

  #name;
  #digest;
  #kept;

  constructor({ course, lesson, block, digest }, framework) {
    const place = `${course}/${lesson}/${block}/${framework}`;
    const who = learnerOfPage();
    this.#name = who ? `draft@${who}:${place}` : `draft:${place}`;
    this.#digest = digest;
    this.#kept = this.#load();
    if (who) this.#adopt(`draft:${place}`);
  }

  /** Make a visitor's entry this learner's: their draft, or an earlier version of what they have. */
  #adopt(name) {
    const { files, digest, versions = [] } = this.#load(name);
    if (!files && versions.length === 0) return;
    for (const { why, files: earlier } of versions) this.remember(earlier, why);
    if (this.#kept.files) this.remember(files ?? {}, "before you signed in");
    else if (files) this.#kept = { ...this.#kept, files, digest, unsent: true };
    this.#save();
    try {
      localStorage.removeItem(name);
    } catch {
      // Storage is off: nothing was in there.
    }
  }

  /** {files, changed: whether the lesson's code is another now} or null. */
  read() {
    const { files, digest } = this.#kept;
    return files ? { files, changed: digest !== this.#digest } : null;
  }

  /** Keep `files` (path → text or null); with none of them there is no draft. */
  write(files) {
    this.#kept = this.#load(); // another tab may have kept a version meanwhile
    if (Object.keys(files).length === 0) delete this.#kept.files;
    else this.#kept = { ...this.#kept, files, digest: this.#digest };
    this.#kept.unsent = true;
    this.#save();
    this.onwrite();
  }

  /** What the server is to have: {digest, files, seen: the revision known here}; null if it has it. */
  get unsent() {
    const { files = {}, digest = this.#digest, revision = 0, unsent } = this.#kept;
    return unsent ? { files, digest, seen: revision } : null;
  }

  /** The server has `files` now, as this revision. */
  sent(files, revision) {
    const isAll = JSON.stringify(files) === JSON.stringify(this.#kept.files ?? {});
    this.#kept.revision = revision;
    if (isAll) delete this.#kept.unsent;
    this.#save();
  }

  /** The server's copy is newer than what was seen here, and nothing was written here since. */
  take({ files, digest, revision }) {
    this.#kept = { ...this.#kept, files, digest, revision };
    if (Object.keys(files).length === 0) delete this.#kept.files;
    this.#save();
  }

  get revision() {
    return this.#kept.revision ?? 0;
  }

  /** Earlier versions, newest first: [{at: ms since the epoch, why, files}]. */
  get versions() {
    return [...(this.#kept.versions ?? [])].reverse();
  }

  /** Keep a version of `files` for later; `why` says what was about to happen to it. */
  remember(files, why) {
    const versions = this.#kept.versions ?? [];
    const text = JSON.stringify(files);
    if (text === "{}" || text === JSON.stringify(versions.at(-1)?.files)) return;
    versions.push({ at: Date.now(), why, files });
    this.#kept.versions = versions.slice(-MOST_VERSIONS);
    this.#save();
  }

  #load(name = this.#name) {
    try {
      const kept = JSON.parse(localStorage.getItem(name));
      return typeof kept === "object" && kept !== null ? kept : {};
    } catch {
      return name === this.#name ? (this.#kept ?? {}) : {};
    }
  }

  #save() {
    const { files, versions } = this.#kept;
    try {
      if (!files && !versions?.length && !this.#kept.revision) localStorage.removeItem(this.#name);
      else localStorage.setItem(this.#name, JSON.stringify(this.#kept));
    } catch {
      // Storage is off or full: the code stays in the page for as long as it is open.
    }
  }
}
