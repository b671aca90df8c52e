// One column of an app block: the program in one framework, its files, and what it answered.
import { exchangesOf, reportOf } from "../answers.js";
import { pathOf } from "../exchange.js";
import { Browser } from "./browser.js";
import { Console } from "./console.js";
import { saveFile } from "./download.js";
import { Files } from "./files.js";
import { sameFiles, startBeside, withChanges } from "./renewal.js";
import { Status } from "./status.js";

const NO_RESPONSE = "The program answered something that is no response. Run starts it again.";

/**
 * Tells what happens: "begin" of a run, "report", "exchanges" {exchanges, request}, "end"; "renewed":
 * it was started anew with the learner's edits, and goes on.
 */
export class Side extends EventTarget {
  #config;
  #interpreter;
  #console;
  #browser;
  #status;
  #last = Promise.resolve(); // the visit under way: the next one waits for it
  #waiting = 0;
  #started = {}; // path → text of the files that run
  #kept = null; // of the last start: what the next one is to find
  #listener = null; // who gets the output instead of the console, while they wait for an answer

  framework;
  name;
  /** The learner's code. */
  files;
  /** Called with a sentence, when a run ended without the learner's doing. */
  onended = () => {};

  /** `take()`: an interpreter for another start. */
  constructor(root, config, block, language, take) {
    super();
    const element = root.querySelector(`[data-side="${config.framework}"]`);
    const part = (name) => element.querySelector(`[data-side-${name}]`);
    this.#config = { ...config, superuser: block.superuser, byHand: block.by_hand, take };
    this.framework = config.framework;
    this.name = config.name;
    this.#status = new Status({
      element,
      state: part("state"),
      line: part("status"),
      pane: root.querySelector(`[data-pane="${config.framework}"] [data-pane-status]`),
    });
    this.files = new Files(
      { tabs: part("files"), editor: part("editor"), tree: part("tree") },
      config,
      block,
      language,
    );
    this.#console = new Console(part("console"), (file, line) => this.files.open(file, line));
    if (part("browser")) {
      this.#browser = new Browser(
        { preview: part("preview"), bar: part("browser") },
        { url: block.preview, name: config.name, open: block.open, app: this.#app() },
      );
    }
  }

  /** What the app's page may ask for. */
  #app() {
    return {
      visit: (request, options) => this.visit(request, this.#interpreter, options),
      // The page itself may ask as often as it likes: one click at a time is taken.
      follow: (request, options) => {
        if (this.#waiting === 0) this.visit(request, this.#interpreter, options);
      },
      load: async (request) => exchangesOf(await this.call("visit", request))?.at(-1) ?? null,
      call: (name, argument) => this.call(name, argument),
      elsewhere: (address) => this.#console.note(`${address} is outside the app: not opened.`),
      note: (text) => this.#console.note(text),
      save: (response) =>
        this.#console.offer(`${response.download} came as a download.`, "Save it", () =>
          saveFile(response),
        ),
    };
  }

  get running() {
    return this.#interpreter !== undefined;
  }

  /** The window of the app's browser that is shown. */
  get window() {
    return this.#browser?.window ?? "main";
  }

  /** The learner is about to run this: have the frame of its page there. */
  near() {
    this.#browser?.near();
  }

  /** Whether the learner's files are others than those that run. */
  get stale() {
    return this.running && !sameFiles(this.#started, this.files.texts());
  }

  /** Start the program in `interpreter`. Resolves to whether it runs now. */
  async start(interpreter) {
    // A program that hangs says nothing more: then what it left before has to do.
    if (this.#config.byHand && this.#waiting === 0) await this.#keep();
    this.close();
    this.#interpreter = interpreter;
    this.#console.clear();
    this.#status.clear();
    this.#browser?.begin();
    this.files.unmark();
    this.#tell("begin");
    this.#status.say("starting …");
    const program = this.#program(interpreter);
    this.#started = program.files;
    const answer = await this.#ask(interpreter, "start", program);
    if (answer === undefined) {
      if (!this.running) this.#browser?.hide();
      return false;
    }
    const report = reportOf(answer);
    this.#tell("report", { report });
    if (report.error) this.#fail(report.error);
    if (!report.ok) {
      if (!report.error) this.#console.note(NO_RESPONSE);
      this.#browser?.hide();
      this.#status.say("did not start", "error");
      this.close();
      return false;
    }
    this.files.supplied(report.supplied);
    if (this.framework === "python") this.close("finished");
    else this.#status.say("running");
    if (this.#browser) this.#browser.running = this.running;
    return true;
  }

  /**
   * Have the learner's files, as they are now, be what runs; data, cookies and the terminal are kept.
   * Rejects when they don't start, with why: then what ran goes on.
   */
  async renew() {
    const interpreter = this.#config.take();
    if (!this.running) {
      if (!(await this.start(interpreter))) throw new Error("The app did not start: see above.");
      return;
    }
    const old = this.#interpreter;
    await this.#last;
    await this.#keep();
    const program = this.#program(interpreter, this.#kept);
    const report = await startBeside(interpreter, program, () => old === this.#interpreter);
    this.#interpreter = interpreter;
    this.#started = program.files;
    old.close();
    this.files.supplied(report.supplied);
    this.#tell("renewed");
  }

  /** Files that a command made, changed or deleted (null): the learner's from now on. */
  takeOver(changes) {
    this.#started = withChanges(this.#started, changes);
    this.files.takeOver(changes);
  }

  /** Begin with empty tables next time. */
  forget() {
    this.#kept = null;
  }

  /** Have what the next start is to find; if nothing runs, that of the last time. */
  async #keep() {
    const files = this.files.texts();
    if (this.running) this.#kept = await this.call("keep", { files }).catch(() => this.#kept);
  }

  /** What `interpreter` is to start. */
  #program(interpreter, kept = this.#config.byHand ? this.#kept : null) {
    interpreter.onoutput = (pieces) => (this.#listener ?? this.#printed)(pieces);
    return {
      framework: this.framework,
      files: this.files.texts(),
      superuser: this.framework === "django" ? this.#config.superuser : "",
      by_hand: this.#config.byHand,
      kept,
    };
  }

  /**
   * Send a request to the running app and show what comes back: the exchanges, or null. Given an
   * interpreter, only if that one is still the running one. Requests are sent one after the other.
   * `options` are those of Browser.show.
   */
  visit(request, interpreter = this.#interpreter, options = {}) {
    this.#waiting += 1;
    this.#status.busy(true);
    const turn = this.#last.then(() => this.#visit(request, interpreter, options));
    this.#last = turn
      .catch(() => {})
      .then(() => {
        this.#waiting -= 1;
        this.#status.busy(this.#waiting > 0);
      });
    return turn;
  }

  async #visit(wanted, interpreter, options) {
    if (!interpreter || interpreter !== this.#interpreter) return null;
    const request = { ...wanted, window: this.window };
    const answer = await this.#ask(interpreter, "visit", request);
    if (answer === undefined) return null;
    const exchanges = exchangesOf(answer);
    if (!exchanges) {
      this.#console.note(NO_RESPONSE);
      return null;
    }
    this.#tell("exchanges", { exchanges, request });
    await this.#show(exchanges, request, options);
    return exchanges;
  }

  /**
   * Ask the harness for something else of the running app; rejects when none runs, or it refuses.
   * What is printed meanwhile goes to `onoutput`, if given, and not to the console.
   */
  async call(name, argument, { onoutput = null } = {}) {
    if (!this.#interpreter) throw new Error("Run the app first: nothing is running now.");
    this.#listener = onoutput ?? this.#listener;
    try {
      const result = await this.#interpreter.call(name, argument);
      if (typeof result?.refused === "string") throw new Error(result.refused);
      return result;
    } finally {
      if (onoutput) this.#listener = null;
    }
  }

  /** End the program. What it answered stays to be read. */
  close(state = "") {
    this.#interpreter?.close();
    if (this.#interpreter) this.#tell("end");
    this.#interpreter = undefined;
    this.#listener = null;
    if (this.#browser) this.#browser.running = false;
    if (state) this.#status.say(state);
  }

  /** The frame of the page is of no use any more: the next page gets another. */
  dropPage() {
    this.#browser?.close();
  }

  /** What the interpreter answers, or undefined when there is no answer: then that has been said. */
  async #ask(interpreter, name, argument) {
    try {
      return await interpreter.call(name, argument);
    } catch (error) {
      if (interpreter !== this.#interpreter) return undefined; // stopped, or another run has begun
      const stopped = error.name === "Stopped";
      this.close();
      // The block says it, once, when Python itself did not start.
      if (error.name !== "NotStarted") this.#console.note(error.message);
      if (name === "visit") this.#status.unanswered();
      this.#status.say(stopped ? "stopped" : "failed", "error");
      this.onended(error);
      return undefined;
    }
  }

  async #show(exchanges, request, options) {
    this.#status.answered(exchanges);
    for (const { error } of exchanges) if (error) this.#fail(error);
    const { error, teaching } = exchanges.at(-1);
    if (teaching && !error) this.#console.teach(teaching);
    this.#status.say(pathOf(exchanges.at(-1)));
    try {
      await this.#browser?.show(exchanges, request, options);
    } catch (error) {
      this.#console.note(error.message);
    }
  }

  #printed = (pieces) => this.#console.write(pieces);

  #fail(error) {
    this.#console.error(error);
    const { type, message, where } = error;
    if (where) this.files.mark(where.file, where.line, `${type}: ${message}`);
  }

  #tell(name, detail = {}) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
