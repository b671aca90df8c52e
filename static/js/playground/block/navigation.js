// Where one browser window of an app has been: its pages, and which of them stands there.
const MOST = 50; // pages kept; the oldest go first

export class Navigation {
  #pages = [];
  #at = -1;

  /** The page that stands there: {exchange, request, hash}, or null. */
  get page() {
    return this.#pages[this.#at] ?? null;
  }

  get canGoBack() {
    return this.#at > 0;
  }

  get canGoForward() {
    return this.#at < this.#pages.length - 1;
  }

  /** A new page: what lay ahead is gone, as in any browser. */
  push(page) {
    this.#pages.splice(this.#at + 1);
    this.#pages.push(page);
    if (this.#pages.length > MOST) this.#pages.shift();
    this.#at = this.#pages.length - 1;
  }

  /** The same page once more, with what was answered this time. */
  replace(page) {
    if (this.#at < 0) this.push(page);
    else this.#pages[this.#at] = page;
  }

  /** Go `by` pages on (-1: back). The page as it was when it stood there; null if there is none. */
  go(by) {
    if (!this.#pages[this.#at + by]) return null;
    this.#at += by;
    return this.page;
  }
}
