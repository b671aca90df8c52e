// What a program printed, logged and raised.
import { element } from "../inspector/element.js";
import { describe, lesson } from "../inspector/failure.js";

const MOST = 1_200_000; // characters; the harness cuts at 1 MB and says so
const MOST_PIECES = 2000; // nodes; the oldest go first
const STREAMS = ["stdout", "stderr", "log"];

export class Console {
  #element;
  #length = 0;
  #waiting = []; // pieces that came since the last frame: a flood of them is drawn in one go
  #onplace;

  /** `onplace(file, line)`: the learner follows a traceback to their code. */
  constructor(element, onplace) {
    this.#element = element;
    this.#onplace = onplace;
  }

  clear() {
    this.#waiting = [];
    this.#element.replaceChildren();
    this.#element.hidden = true;
    this.#length = 0;
  }

  /** `pieces`: [{stream: "stdout" | "stderr" | "log", text}, …]. */
  write(pieces) {
    if (this.#waiting.length === 0) requestAnimationFrame(() => this.#draw());
    for (const piece of pieces) {
      const text = typeof piece?.text === "string" ? piece.text.slice(0, MOST - this.#length) : "";
      if (text === "") continue;
      this.#length += text.length;
      const stream = STREAMS.includes(piece.stream) ? piece.stream : "stdout";
      const last = this.#waiting.at(-1);
      if (last?.stream === stream) last.text += text;
      else this.#waiting.push({ stream, text });
    }
  }

  /** A line of the page's own: what was stopped, what could not be done. */
  note(text) {
    const note = document.createElement("span");
    note.className = "is-note";
    this.#draw();
    const atStart = this.#element.lastChild?.textContent.endsWith("\n") ?? true;
    note.textContent = `${atStart ? "" : "\n"}${text}\n`;
    this.#show(note);
  }

  /** A line of the page's own with something that can be done about it. */
  offer(text, label, act) {
    const button = element("button.app__place", { type: "button", onclick: act }, label);
    this.#show(element("span.is-note", {}, `${text} `, button, "\n"));
  }

  /** An exception: the message, where it is in the learner's code, what it means, the traceback. */
  error(error) {
    this.#show(describe(error, this.#onplace));
  }

  /** What an answer means that no exception led to: a 404, a 403 … Said once, where it came last. */
  teach(teaching) {
    for (const said of this.#element.querySelectorAll(":scope > .failure__lesson")) {
      if (said.dataset.id === teaching.id) said.remove();
    }
    const taught = lesson(teaching);
    taught.dataset.id = teaching.id;
    this.#show(taught);
  }

  #draw() {
    if (this.#waiting.length === 0) return;
    const spans = this.#waiting.slice(-MOST_PIECES).map(({ stream, text }) => {
      const span = document.createElement("span");
      span.className = `is-${stream}`;
      span.textContent = text;
      return span;
    });
    this.#waiting = [];
    this.#append(...spans);
  }

  #show(node) {
    this.#draw(); // what was printed before stands before
    this.#append(node);
  }

  #append(...nodes) {
    const element = this.#element;
    const atEnd = element.scrollHeight - element.scrollTop - element.clientHeight < 40;
    element.hidden = false;
    element.append(...nodes);
    while (element.childElementCount > MOST_PIECES) element.firstElementChild.remove();
    if (atEnd) element.scrollTop = element.scrollHeight;
  }
}
