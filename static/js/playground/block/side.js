// One column of an app block: the program in one framework, its files, and what it answered.
import { exchangesOf, reportOf } from "../answers.js";
import { pathOf } from "../exchange.js";
import { Console } from "./console.js";
import { Files } from "./files.js";
import { Preview } from "./preview.js";
import { Status } from "./status.js";

const NO_RESPONSE = "The program answered something that is no response. Run starts it again.";

/** Tells what happens: "begin" of a run, "report", "exchanges" {exchanges, request}, "end". */
export class Side extends EventTarget {
  #config;
  #interpreter;
  #console;
  #preview;
  #status;
  #last = Promise.resolve(); // the visit under way: the next one waits for it
  #waiting = 0;

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
    this.#status = new Status({
      element,
      state: part("state"),
      line: part("status"),
      pane: root.querySelector(`[data-pane="${config.framework}"] [data-pane-status]`),
    });
    this.files = new Files({ tabs: part("files"), editor: part("editor") }, config, block);
    this.#console = new Console(part("console"), (file, line) => this.files.open(file, line));
    this.#preview = new Preview(part("preview"), {
      url: block.preview,
      name: config.name,
      onvisit: (request) => {
        if (this.#waiting === 0) this.visit(request);
      },
      onelsewhere: (address) => this.#console.note(`${address} is outside the app: not opened.`),
    });
  }

  get running() {
    return this.#interpreter !== undefined;
  }

  /** The learner is about to run this: have the frame of its page there. */
  near() {
    if (this.framework !== "python") this.#preview.open().catch(() => {}); // show() tells
  }

  /** Start the program in `interpreter`. Resolves to whether it runs now. */
  async start(interpreter) {
    this.close();
    this.#interpreter = interpreter;
    this.#console.clear();
    this.#status.clear();
    this.files.unmark();
    this.#tell("begin");
    this.#status.say("starting …");
    interpreter.onoutput = (pieces) => this.#console.write(pieces);
    const answer = await this.#ask(interpreter, "start", {
      framework: this.framework,
      files: this.files.texts(),
      superuser: this.framework === "django" ? this.#config.superuser : "",
    });
    if (!answer) {
      if (!this.running) this.#preview.hide();
      return false;
    }
    const report = reportOf(answer);
    this.#tell("report", { report });
    if (report.error) this.#fail(report.error);
    if (!report.ok) {
      this.#preview.hide();
      this.#status.say("did not start", "error");
      this.close();
      return false;
    }
    this.files.supplied(report.supplied);
    if (this.framework === "python") this.close("finished");
    else this.#status.say("running");
    return true;
  }

  /**
   * Send a request to the running app and show what comes back: the exchanges, or null. Given an
   * interpreter, only if that one is still the running one. Requests are sent one after the other.
   */
  visit(request, interpreter = this.#interpreter) {
    this.#waiting += 1;
    const turn = this.#last.then(() => this.#visit(request, interpreter));
    this.#last = turn
      .catch(() => {})
      .then(() => {
        this.#waiting -= 1;
      });
    return turn;
  }

  async #visit(request, interpreter) {
    if (!interpreter || interpreter !== this.#interpreter) return null;
    const answer = await this.#ask(interpreter, "visit", request);
    if (!answer) return null;
    const exchanges = exchangesOf(answer);
    if (!exchanges) {
      this.#console.note(NO_RESPONSE);
      return null;
    }
    this.#tell("exchanges", { exchanges, request });
    await this.#show(exchanges, interpreter);
    return exchanges;
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
    if (state) this.#status.say(state);
  }

  /** The frame of the page is of no use any more: the next page gets another. */
  dropPage() {
    this.#preview.close();
  }

  async #ask(interpreter, name, argument) {
    try {
      return await interpreter.call(name, argument);
    } catch (error) {
      if (interpreter !== this.#interpreter) return null; // stopped, or another run has begun
      const stopped = error.name === "Stopped";
      this.close();
      // The block says it, once, when Python itself did not start.
      if (error.name !== "NotStarted") this.#console.note(error.message);
      if (name === "visit") this.#status.unanswered();
      this.#status.say(stopped ? "stopped" : "failed", "error");
      this.onended(error);
      return null;
    }
  }

  async #show(exchanges, interpreter) {
    this.#status.answered(exchanges);
    for (const { error } of exchanges) if (error) this.#fail(error);
    this.#status.say(pathOf(exchanges.at(-1)));
    const load = async (path) => {
      const answer = await interpreter.call("visit", { method: "GET", path });
      return exchangesOf(answer)?.at(-1).response ?? null;
    };
    try {
      await this.#preview.show(exchanges.at(-1), load);
    } catch (error) {
      this.#console.note(error.message);
    }
  }

  #fail(error) {
    this.#console.error(error);
    const { type, message, where } = error;
    if (where) this.files.mark(where.file, where.line, `${type}: ${message}`);
  }

  #tell(name, detail = {}) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
