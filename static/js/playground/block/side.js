// One column of an app block: the program in one framework, its files, and what it answered.
import { isAnswer, pathOf, summary } from "../exchange.js";
import { Console } from "./console.js";
import { Files } from "./files.js";
import { Preview } from "./preview.js";

/** Tells what happens: "begin" of a run, "report", "exchanges" {exchanges, request}, "end". */
export class Side extends EventTarget {
  #config;
  #elements;
  #interpreter;
  #console;
  #preview;
  #busy = false;

  framework;
  name;
  /** The learner's code. */
  files;
  /** Called with a sentence, when a run ended without the learner's doing. */
  onended = () => {};

  constructor(root, config, block) {
    super();
    const element = root.querySelector(`[data-side="${config.framework}"]`);
    const part = (name) => element.querySelector(`[data-side-${name}]`);
    this.#config = { ...config, superuser: block.superuser };
    this.framework = config.framework;
    this.name = config.name;
    this.#elements = {
      element,
      state: part("state"),
      status: part("status"),
      pane: root.querySelector(`[data-pane="${config.framework}"] [data-pane-status]`),
    };
    this.files = new Files({ tabs: part("files"), editor: part("editor") }, config, block);
    this.#console = new Console(part("console"), (file, line) => this.files.open(file, line));
    this.#preview = new Preview(part("preview"), {
      url: block.preview,
      name: config.name,
      onvisit: (request) => this.visit(request),
    });
  }

  get running() {
    return this.#interpreter !== undefined;
  }

  /** Start the program in `interpreter`. Resolves to whether it runs now. */
  async start(interpreter) {
    this.close();
    this.#interpreter = interpreter;
    this.#console.clear();
    this.files.unmark();
    this.#tell("begin");
    this.#say("starting …");
    interpreter.onoutput = (pieces) => this.#console.write(pieces);
    const program = {
      framework: this.framework,
      files: this.files.texts(),
      superuser: this.framework === "django" ? this.#config.superuser : "",
    };
    const report = await this.#ask(interpreter, "start", program);
    if (!report) return false;
    this.#tell("report", { report });
    if (report.error) this.#fail(report.error);
    if (!report.ok) {
      this.#preview.hide();
      this.#say("did not start", "error");
      this.close();
      return false;
    }
    this.files.supplied(report.supplied ?? {});
    this.#say(this.framework === "python" ? "finished" : "running");
    return true;
  }

  /** Send a request to the running app and show what comes back. */
  async visit(request) {
    const interpreter = this.#interpreter;
    if (!interpreter || this.#busy) return null;
    this.#busy = true;
    try {
      const answer = await this.#ask(interpreter, "visit", request);
      if (!answer) return null;
      if (!isAnswer(answer))
        throw new Error("The program answered something that is not a response.");
      this.#tell("exchanges", { exchanges: answer.exchanges, request });
      await this.#show(answer.exchanges, interpreter);
      return answer.exchanges;
    } finally {
      this.#busy = false;
    }
  }

  /** Ask the harness for something else of the running app; rejects when none runs. */
  async call(name, argument) {
    if (!this.#interpreter) throw new Error("Run the app first: nothing is running now.");
    const result = await this.#interpreter.call(name, argument);
    if (result?.refused) throw new Error(result.refused);
    return result;
  }

  /** End the program. What it answered stays to be read. */
  close(state = "") {
    this.#interpreter?.close();
    if (this.#interpreter) this.#tell("end");
    this.#interpreter = undefined;
    this.#busy = false;
    if (state) this.#say(state);
  }

  async #ask(interpreter, name, argument) {
    try {
      return await interpreter.call(name, argument);
    } catch (error) {
      if (interpreter !== this.#interpreter) return null; // another run has begun
      this.close();
      this.#console.note(error.message);
      this.#say(error.name === "Stopped" ? "stopped" : "failed", "error");
      this.onended(error);
      return null;
    }
  }

  async #show(exchanges, interpreter) {
    const { code, reason, status, parts } = summary(exchanges);
    const strong = document.createElement("strong");
    strong.textContent = `${code} ${reason}`.trim();
    const rest = parts.map((part) =>
      Object.assign(document.createElement("span"), { textContent: part }),
    );
    const { status: line, pane } = this.#elements;
    line.replaceChildren(strong, ...rest);
    line.dataset.class = `${Math.floor(status / 100)}xx`;
    line.hidden = false;
    if (pane) pane.textContent = code;
    for (const { error } of exchanges) if (error) this.#fail(error);
    this.#say(pathOf(exchanges.at(-1)));
    await this.#preview.show(exchanges, async (path) => {
      const { exchanges: parts } = await interpreter.call("visit", { method: "GET", path });
      return parts.at(-1);
    });
  }

  #fail(error) {
    this.#console.error(error);
    if (error.where)
      this.files.mark(error.where.file, error.where.line, `${error.type}: ${error.message}`);
  }

  #tell(name, detail = {}) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  #say(text, kind = "") {
    this.#elements.state.textContent = text;
    this.#elements.element.dataset.state = kind;
  }
}
