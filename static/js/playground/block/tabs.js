// The tabs of one side's files. What the lesson doesn't put forward, and what the harness supplied,
// stands behind "more files".

const KEYS = { ArrowRight: 1, ArrowLeft: -1, Home: -Infinity, End: Infinity };

export class Tabs {
  #list;
  #more;
  #tree;
  #panel;
  #wasShown = false;

  /** Called with the path of a file that the learner picked. */
  onpick = () => {};
  /** Called with whether the tree of all files is to be seen. */
  ontree = () => {};

  /** `row` holds the list of tabs and the button; the tabs rule over `panel`. */
  constructor(row, panel) {
    this.#list = row.querySelector("[role=tablist]");
    this.#more = row.querySelector("[data-more-files]");
    this.#tree = row.querySelector("[data-file-tree]");
    this.#panel = panel;
    this.#bind();
    this.#showMore();
  }

  /** Mark the tab of `path` as the open one. */
  show(path) {
    const tab = this.#tabOf(path);
    if (tab?.hidden) this.#unfold(true);
    for (const each of this.#tabs()) {
      each.setAttribute("aria-selected", String(each === tab));
      each.tabIndex = each === tab ? 0 : -1;
    }
    // Not the first time, which is before the page is laid out: that tab is in view.
    if (tab && this.#wasShown) this.#bringIntoView(tab);
    this.#wasShown = true;
  }

  /** Have tabs for exactly these supplied files, behind the lesson's own. */
  supplied(paths) {
    for (const tab of this.#tabs()) {
      if (tab.dataset.supplied !== undefined && !paths.includes(tab.dataset.file)) tab.remove();
    }
    for (const path of paths) if (!this.#tabOf(path)) this.#list.append(this.#makeSupplied(path));
    this.#showMore();
  }

  /** Have a tab for a file of the program, or none. */
  own(path, isThere) {
    const tab = this.#tabOf(path);
    if (!isThere) tab?.remove();
    else if (!tab || tab.dataset.supplied !== undefined) {
      tab?.remove();
      this.#list.insertBefore(this.#make(path), this.#list.querySelector("[data-supplied]"));
    }
    this.#showMore();
  }

  #makeSupplied(path) {
    const tab = this.#make(path);
    tab.dataset.extra = "";
    tab.dataset.supplied = "";
    const note = document.createElement("span");
    note.className = "visually-hidden";
    note.textContent = " (supplied, read only)";
    tab.append(note);
    return tab;
  }

  #make(path) {
    const tab = document.createElement("button");
    Object.assign(tab, { type: "button", textContent: path, tabIndex: -1 });
    tab.id = `${this.#panel.id}-tab-${path}`.replace(/[^\w-]/g, "-");
    tab.setAttribute("role", "tab");
    tab.setAttribute("aria-selected", "false");
    tab.setAttribute("aria-controls", this.#panel.id);
    tab.dataset.file = path;
    return tab;
  }

  #tabs() {
    return [...this.#list.children];
  }

  #tabOf(path) {
    return this.#tabs().find((tab) => tab.dataset.file === path);
  }

  #extra() {
    return this.#tabs().filter((tab) => tab.dataset.extra !== undefined);
  }

  // The row alone: scrollIntoView() would scroll the page as well.
  #bringIntoView(tab) {
    const start = tab.offsetLeft - this.#list.offsetLeft;
    const end = start + tab.offsetWidth - this.#list.clientWidth;
    if (start < this.#list.scrollLeft) this.#list.scrollLeft = start;
    else if (end > this.#list.scrollLeft) this.#list.scrollLeft = end;
  }

  #unfold(open) {
    this.#more.setAttribute("aria-expanded", String(open));
    this.#showMore();
  }

  #showMore() {
    const open = this.#more.getAttribute("aria-expanded") === "true";
    const extra = this.#extra();
    for (const tab of extra) tab.hidden = !open && tab.getAttribute("aria-selected") !== "true";
    this.#more.hidden = extra.length === 0;
    this.#more.querySelector("span").textContent = open ? "fewer files" : "more files";
  }

  #bind() {
    this.#more.addEventListener("click", () => {
      this.#unfold(this.#more.getAttribute("aria-expanded") !== "true");
      const [first] = this.#extra();
      if (first) this.#bringIntoView(first);
    });
    this.#tree.addEventListener("click", () => {
      const open = this.#tree.getAttribute("aria-expanded") !== "true";
      this.#tree.setAttribute("aria-expanded", String(open));
      this.ontree(open);
    });
    this.#list.addEventListener("click", ({ target }) => {
      const tab = target.closest("[data-file]");
      if (tab) this.onpick(tab.dataset.file);
    });
    this.#list.addEventListener("keydown", (event) => {
      const step = KEYS[event.key];
      if (!step) return;
      const tabs = this.#tabs().filter((tab) => !tab.hidden);
      const at = tabs.indexOf(document.activeElement);
      const wanted = Number.isFinite(step) ? (at + step + tabs.length) % tabs.length : step;
      const next = tabs.at(Math.min(Math.max(wanted, 0), tabs.length - 1));
      event.preventDefault();
      next.focus();
      this.onpick(next.dataset.file);
    });
  }
}
