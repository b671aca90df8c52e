// What one side says of itself in a line: the state in its head, the last answer above its page, and
// on narrow screens the status in the row of panes.
import { summary } from "../exchange.js";

export class Status {
  #element;
  #state;
  #line;
  #pane;

  constructor({ element, state, line, pane }) {
    this.#element = element;
    this.#state = state;
    this.#line = line;
    this.#pane = pane;
  }

  /** What the program is doing; `kind` "error" when that is nothing good. */
  say(text, kind = "") {
    this.#state.textContent = text.slice(0, 300);
    this.#element.dataset.state = kind;
  }

  /** Whether an answer is being waited for. */
  busy(isBusy) {
    this.#element.setAttribute("aria-busy", String(isBusy));
  }

  clear() {
    this.#line.hidden = true;
    this.#line.replaceChildren();
    this.#mark("");
  }

  answered(exchanges) {
    const { code, reason, status, parts } = summary(exchanges);
    const spans = parts.map((part) =>
      Object.assign(document.createElement("span"), { textContent: part }),
    );
    this.#put(`${code} ${reason}`.trim(), `${Math.floor(status / 100)}xx`, spans);
    this.#mark(code || "not sent");
  }

  /** A request was sent, and nothing will come back. */
  unanswered() {
    this.#put("No answer", "none");
    this.#mark("no answer");
  }

  #put(text, kind, spans = []) {
    const strong = document.createElement("strong");
    strong.textContent = text;
    this.#line.replaceChildren(strong, ...spans);
    this.#line.dataset.class = kind;
    this.#line.hidden = false;
  }

  #mark(text) {
    if (this.#pane) this.#pane.textContent = text;
  }
}
