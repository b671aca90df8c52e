// A line to type into, and above it what came of the lines before: the terminal and the shell.
import { element } from "./element.js";

const MOST_OUTPUT = 200_000; // characters kept on the page; the oldest go first
const MOST_LINES = 200; // of the history

export class Repl {
  #output;
  #input;
  #prompt;
  #options;
  #history = [];
  #at = 0;
  #busy = false;

  /**
   * `submit(text)` runs what was typed and resolves to whether it was taken (false: it goes on).
   * `complete(text, cursor)`, if given, resolves to {items: [{label}], start, end}.
   * `cancel()`, if given, is for Ctrl+C.
   */
  constructor(place, options) {
    this.#options = options;
    this.#output = element("pre.repl__output", {
      role: "log",
      tabindex: "0",
      "aria-label": `${options.label}, output`,
    });
    this.#prompt = element("span.repl__prompt", { "aria-hidden": "true" }, options.prompt);
    this.#input = element("textarea.repl__input", {
      rows: "1",
      spellcheck: "false",
      autocapitalize: "off",
      autocomplete: "off",
      "aria-label": options.label,
      placeholder: options.hint,
      onkeydown: (event) => this.#key(event),
      oninput: () => this.#grow(),
    });
    const line = element("div.repl__line", {}, this.#prompt, this.#input);
    place.append(this.#output, line);
    place.addEventListener("click", ({ target }) => {
      if (target === place) this.#input.focus();
    });
  }

  /** Print pieces: [{stream, text}, …]; streams are also "typed" and "value". */
  print(pieces) {
    for (const { stream, text } of pieces) {
      this.#output.append(
        element(`span.is-${String(stream).replace(/\W/g, "")}`, {}, String(text)),
      );
    }
    while (this.#output.textContent.length > MOST_OUTPUT) this.#output.firstChild.remove();
    this.#output.scrollTop = this.#output.scrollHeight;
  }

  append(node) {
    this.#output.append(node);
    this.#output.scrollTop = this.#output.scrollHeight;
  }

  clear() {
    this.#output.replaceChildren();
  }

  /** What stands before the line; a secret one is not shown as it is typed. */
  ask(prompt, { secret = false } = {}) {
    this.#prompt.textContent = prompt;
    this.#input.classList.toggle("is-secret", secret);
    this.secret = secret;
  }

  #grow() {
    this.#input.rows = Math.min(12, this.#input.value.split("\n").length);
  }

  #set(text) {
    this.#input.value = text;
    this.#grow();
    this.#input.setSelectionRange(text.length, text.length);
  }

  async #send() {
    if (this.#busy) return;
    const text = this.#input.value;
    this.#busy = true;
    this.#input.readOnly = true;
    try {
      const taken = await this.#options.submit(text);
      if (taken === false) {
        this.#set(`${text}\n`);
        return;
      }
      if (text.trim() && !this.secret && text !== this.#history.at(-1)) this.#history.push(text);
      this.#history.splice(0, this.#history.length - MOST_LINES);
      this.#at = this.#history.length;
      this.#set("");
    } finally {
      this.#busy = false;
      this.#input.readOnly = false;
    }
  }

  #key(event) {
    const { key, ctrlKey, shiftKey, altKey, metaKey } = event;
    const { value, selectionStart, selectionEnd } = this.#input;
    const alone = !ctrlKey && !shiftKey && !altKey && !metaKey;
    const act = (what) => {
      event.preventDefault();
      event.stopPropagation();
      what();
    };
    if (key === "Enter" && alone && !event.isComposing) act(() => this.#send());
    else if (key === "ArrowUp" && alone && !value.slice(0, selectionStart).includes("\n")) {
      act(() => this.#remember(-1));
    } else if (key === "ArrowDown" && alone && !value.slice(selectionEnd).includes("\n")) {
      act(() => this.#remember(1));
    } else if (key === "Tab" && alone && value.trim() && this.#options.complete && !this.#leaving) {
      act(() => this.#complete(value, selectionStart));
    } else if (key === "c" && ctrlKey && selectionStart === selectionEnd) {
      act(() => this.#cancel(value));
    } else if (key === "l" && ctrlKey) act(() => this.clear());
    this.#leaving = key === "Escape"; // Escape, then Tab: the keyboard gets out of here
  }

  #leaving = false;

  #remember(step) {
    const at = Math.max(0, Math.min(this.#history.length, this.#at + step));
    if (at === this.#at) return;
    this.#at = at;
    this.#set(this.#history[at] ?? "");
  }

  #cancel(value) {
    this.print([{ stream: "typed", text: `${this.#prompt.textContent}${value}^C\n` }]);
    this.#set("");
    this.#options.cancel?.();
  }

  async #complete(value, cursor) {
    const found = await this.#options.complete(value, cursor);
    if (!found?.items.length || this.#input.value !== value) return;
    const labels = found.items.map(({ label }) => label);
    const common = labels.reduce((a, b) => {
      let length = 0;
      while (length < a.length && a[length] === b[length]) length += 1;
      return a.slice(0, length);
    });
    const text = labels.length === 1 && !common.endsWith("/") ? `${common} ` : common;
    this.#input.setRangeText(text, found.start, found.end, "end");
    if (labels.length > 1) this.print([{ stream: "note", text: `${labels.join("   ")}\n` }]);
  }
}
