// Drafts of somebody who is signed in, kept on the server as well: what was written on one device is
// on the others. Where two devices wrote at once, the one that saves later wins, and keeps what the
// other wrote as an earlier version.
import { csrfToken } from "../../site/csrf.js";
import { ofLearner } from "../../site/learner.js";

const DELAY = 1500; // ms after the last key
const ELSEWHERE = "on another device";

class Synced {
  #url;
  #place;
  #files;
  #timer;
  #sending = Promise.resolve();

  /** `place`: {course, lesson, block, framework}. */
  constructor(url, place, files) {
    this.#url = url;
    this.#place = place;
    this.#files = files;
    files.draft.onwrite = () => this.#later();
  }

  /** The server's copy, as it was when the page was opened; undefined if there is none. */
  meet(copy) {
    const { draft } = this.#files;
    if (copy && copy.revision !== draft.revision) {
      if (draft.unsent) draft.remember(copy.files, ELSEWHERE);
      else {
        draft.take(copy);
        this.#files.restore();
      }
    }
    if (draft.unsent) this.#later();
  }

  /** Send what the server doesn't have, now. */
  send() {
    clearTimeout(this.#timer);
    this.#sending = this.#sending.then(() => this.#send()).catch(() => {});
    return this.#sending;
  }

  #later() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.send(), DELAY);
  }

  async #send() {
    const { draft } = this.#files;
    const { unsent } = draft;
    if (!unsent) return;
    const response = await fetch(this.#url, {
      method: "POST",
      keepalive: JSON.stringify(unsent).length < 60_000, // more than that no browser keeps alive
      headers: { "Content-Type": "application/json", "X-CSRFToken": csrfToken(), ...ofLearner() },
      body: JSON.stringify({ ...this.#place, ...unsent }),
    });
    if (response.status === 409) {
      const theirs = await response.json();
      draft.remember(theirs.files, ELSEWHERE);
      draft.sent(theirs.files, theirs.revision);
      this.#later();
    } else if (response.ok) {
      const { revision } = await response.json();
      draft.sent(unsent.files, revision);
      if (draft.unsent) this.#later();
    }
    // Anything else: the next key, the next page or the connection's return tries again.
  }
}

/** Keep the drafts of `blocks` in step with the server's. */
export async function syncDrafts(url, blocks) {
  if (blocks.length === 0) return;
  const { course, lesson } = blocks[0].place;
  const all = blocks.flatMap((block) =>
    block.sides.map(({ framework, files }) => {
      const place = { course, lesson, block: block.place.block, framework };
      return { place, synced: new Synced(url, place, files) };
    }),
  );
  const sendAll = () => {
    for (const { synced } of all) synced.send();
  };
  addEventListener("online", sendAll);
  addEventListener("pagehide", sendAll);
  const query = new URLSearchParams({ course, lesson });
  const response = await fetch(`${url}?${query}`).catch(() => null);
  if (!response?.ok) return;
  const { drafts } = await response.json();
  for (const { place, synced } of all) {
    const isIts = (draft) => draft.block === place.block && draft.framework === place.framework;
    synced.meet(drafts.find(isIts));
  }
}
