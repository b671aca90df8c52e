// What a program printed, logged and raised.
const MOST = 1_200_000; // characters; the harness cuts at 1 MB and says so
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

  /** An exception: the message first, where it is in the learner's code, then the whole traceback. */
  error({ type, message, where, text }) {
    const fragment = document.createDocumentFragment();
    const head = document.createElement("strong");
    head.className = "is-error";
    head.textContent = message ? `${type}: ${message}` : type;
    fragment.append(head);
    if (where) {
      const place = document.createElement("button");
      place.type = "button";
      place.className = "app__place";
      place.textContent = `${where.file}, line ${where.line}`;
      place.addEventListener("click", () => this.#onplace(where.file, where.line));
      fragment.append(" ", place);
    }
    const whole = document.createElement("details");
    const label = document.createElement("summary");
    label.textContent = "Traceback";
    whole.append(label, text);
    fragment.append("\n", whole);
    this.#show(fragment);
  }

  #draw() {
    if (this.#waiting.length === 0) return;
    const spans = this.#waiting.map(({ stream, text }) => {
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
    if (atEnd) element.scrollTop = element.scrollHeight;
  }
}
