// What a program printed, logged and raised.
const MOST = 1_200_000; // characters; the harness cuts at 1 MB and says so

export class Console {
  #element;
  #length = 0;
  #full = false;
  #onplace;

  /** `onplace(file, line)`: the learner follows a traceback to their code. */
  constructor(element, onplace) {
    this.#element = element;
    this.#onplace = onplace;
  }

  clear() {
    this.#element.replaceChildren();
    this.#element.hidden = true;
    this.#length = 0;
    this.#full = false;
  }

  /** `pieces`: [{stream: "stdout" | "stderr" | "log", text}, …]. */
  write(pieces) {
    const fragment = document.createDocumentFragment();
    for (const { stream, text } of pieces) {
      if (this.#full) break;
      const piece = document.createElement("span");
      piece.className = `is-${["stdout", "stderr", "log"].includes(stream) ? stream : "stdout"}`;
      piece.textContent = String(text).slice(0, MOST - this.#length);
      this.#length += piece.textContent.length;
      this.#full = this.#length >= MOST;
      fragment.append(piece);
    }
    this.#show(fragment);
  }

  /** A line of the page's own: what was stopped, what could not be done. */
  note(text) {
    const note = document.createElement("span");
    note.className = "is-note";
    note.textContent = `${text}\n`;
    this.#show(note);
  }

  /** An exception: the message first, where it is in the learner's code, then the whole traceback. */
  error({ type, message, where, text }) {
    const fragment = document.createDocumentFragment();
    const head = document.createElement("strong");
    head.className = "is-error";
    head.textContent = message ? `${type}: ${message}` : String(type);
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
    whole.append(label, String(text ?? ""));
    fragment.append("\n", whole);
    this.#show(fragment);
  }

  #show(node) {
    const element = this.#element;
    const atEnd = element.scrollHeight - element.scrollTop - element.clientHeight < 40;
    element.hidden = false;
    element.append(node);
    if (atEnd) element.scrollTop = element.scrollHeight;
  }
}
