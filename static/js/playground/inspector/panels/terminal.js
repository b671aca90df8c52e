// A small terminal in the project's folder: management commands, Flask's command line, files.

import { errorOf, teachingOf } from "../../answers.js";
import { describe, lesson } from "../failure.js";
import { Repl } from "../repl.js";

const PROMPT = "$ ";
const RENEWED = "Your files have changed: the app is started anew with them, its data is kept.\n";

export class Panel {
  static ofExchange = false;
  #side;
  #repl;
  #asking = false;
  #folder = "";

  constructor(place, { side }) {
    this.#side = side;
    this.#repl = new Repl(place, {
      label: `Terminal of the ${side.name} project`,
      prompt: PROMPT,
      hint: side.framework === "django" ? "python manage.py migrate" : "flask routes",
      submit: (line) => this.#submit(line),
      complete: (line, cursor) => side.call("complete_line", { line, cursor }).catch(() => null),
      cancel: () => this.#cancel(),
    });
    side.addEventListener("begin", () => this.#ask(null));
  }

  show() {}

  async #submit(text) {
    const shown = this.#repl.secret ? "" : text;
    this.#repl.print([{ stream: "typed", text: `${this.#prompt()}${shown}\n` }]);
    if (!this.#asking && !(text.trim() && (await this.#renew()))) return;
    await this.#send(this.#asking ? { answer: text } : { line: text });
  }

  /** A command is about the files as they are now. Resolves to whether these run. */
  async #renew() {
    if (this.#side.running && !this.#side.stale) return true;
    if (this.#side.running) this.#repl.print([{ stream: "note", text: RENEWED }]);
    try {
      await this.#side.renew();
      return true;
    } catch ({ message, error }) {
      if (error) this.#describe(error);
      this.#repl.print([{ stream: "stderr", text: `${message}\n` }]);
      return false;
    }
  }

  #describe(error) {
    this.#repl.append(describe(error, (file, line) => this.#side.files.open(file, line)));
  }

  #cancel() {
    if (this.#asking) this.#send({ cancel: true });
  }

  async #send(input) {
    let live = false;
    const onoutput = (pieces) => {
      live = true;
      this.#repl.print(pieces);
    };
    try {
      const answer = await this.#side.call("terminal", input, { onoutput });
      if (!live) this.#repl.print(answer.output);
      this.#finish(answer);
    } catch (error) {
      this.#repl.print([{ stream: "stderr", text: `${error.message}\n` }]);
      this.#ask(null);
    }
  }

  #finish({ prompt, files_changed: files, action, folder, ...failure }) {
    const [error, teaching] = [errorOf(failure.error), teachingOf(failure.teaching)];
    if (error) this.#describe(error);
    if (teaching) this.#repl.append(lesson(teaching));
    if (action === "clear") this.#repl.clear();
    this.#folder = folder ?? "";
    this.#ask(prompt);
    if (files && Object.keys(files).length) this.#side.takeOver(files);
  }

  #prompt() {
    return this.#folder ? `${this.#folder} ${PROMPT}` : PROMPT;
  }

  #ask(prompt) {
    this.#asking = Boolean(prompt);
    this.#repl.ask(prompt ? prompt.text : this.#prompt(), { secret: prompt?.secret ?? false });
  }
}
