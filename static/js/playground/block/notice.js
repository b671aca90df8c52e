// The line under the request bar: what is being waited for, what went wrong, and the next move.
import { megabytes } from "../exchange.js";

export class Notice {
  #element;
  #progress;

  constructor(element) {
    this.#element = element;
  }

  hide() {
    this.#element.hidden = true;
    this.#element.replaceChildren();
    this.#progress = undefined;
  }

  /** A sentence, and a button for each of `actions`: [{label, act}, …]. */
  say(text, actions = [], kind = "info") {
    const sentence = document.createElement("span");
    sentence.textContent = text;
    const buttons = actions.map(({ label, act }) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "btn btn-sm btn-outline-secondary";
      button.textContent = label;
      button.addEventListener("click", act);
      return button;
    });
    this.#element.dataset.kind = kind;
    this.#element.replaceChildren(sentence, ...buttons);
    this.#element.hidden = false;
    this.#progress = undefined;
  }

  /** How far the runtime's files are: {done, total} in bytes. */
  loading({ done, total }) {
    if (!this.#progress) {
      this.say("");
      const bar = document.createElement("progress");
      bar.setAttribute("aria-label", "Loading Python");
      this.#element.prepend(bar);
      this.#progress = { bar, text: this.#element.querySelector("span") };
    }
    const { bar, text } = this.#progress;
    if (total > 0 && done < total) {
      bar.value = done / total;
      const far = `${megabytes(done)} of ${megabytes(total)} MB`;
      text.textContent = `Fetching Python, Flask and Django: ${far}. Your browser keeps them for next time.`;
    } else {
      bar.removeAttribute("value");
      text.textContent = "Starting Python …";
    }
  }
}
