// An app block: one request bar, one or two programs under it.
import { Dock } from "../inspector/dock.js";
import { record } from "../outbox.js";
import { Notice } from "./notice.js";
import { Side } from "./side.js";

const ALIVE = 2; // running blocks a page; each holds a Python or two of about 100 MB

export class AppBlock {
  #config;
  #sandbox;
  #blocks;
  #sides;
  #notice;
  #parts;
  #run = 0; // number of the run under way, to tell an older one that it is over
  #ranAt = 0;

  constructor(root, sandbox, blocks) {
    this.root = root;
    this.#config = JSON.parse(root.querySelector("script[type='application/json']").textContent);
    this.#sandbox = sandbox;
    this.#blocks = blocks;
    const part = (name) => root.querySelector(`[data-app-${name}]`);
    this.#parts = Object.fromEntries(
      ["bar", "run", "stop", "reset", "send", "panes"].map((name) => [name, part(name)]),
    );
    this.#notice = new Notice(part("notice"));
    this.#sides = this.#config.sides.map((side) => new Side(root, side, this.#config));
    for (const side of this.#sides) {
      side.files.onchange = () => this.#showReset();
      side.onended = () => this.#showState();
    }
    const dock = part("inspector");
    if (dock) new Dock(dock, this.#sides, this.#config.tabs);
    this.#bind();
    this.#restore();
  }

  /** The learner is about to reach this block: have its Pythons started. */
  near() {
    this.#sandbox.warm(this.#sides.length);
  }

  get alive() {
    return this.#sides.some((side) => side.running) ? this.#ranAt : 0;
  }

  /** Start the programs anew with the code as it is, and send the first requests. */
  async run() {
    this.#run += 1;
    const run = this.#run;
    this.#ranAt = performance.now();
    this.#makeRoom();
    this.#parts.run.querySelector("span").textContent = "Run again";
    this.#parts.stop.hidden = false;
    const pythons = this.#sides.map(() => this.#sandbox.take());
    const stopWatching = this.#watchLoading(run, pythons);
    const started = await Promise.all(this.#sides.map((side, i) => this.#begin(side, pythons[i])));
    stopWatching();
    if (run !== this.#run) return;
    this.#showState();
    this.#report(started);
    this.#sandbox.warm(this.#sides.length);
  }

  /** Send one request to every side that runs. */
  async send(request) {
    this.root.classList.add("is-sending");
    setTimeout(() => this.root.classList.remove("is-sending"), 500);
    await Promise.all(this.#sides.map((side) => side.visit(request)));
  }

  stop(reason = "Stopped. Run starts it again.") {
    this.#run += 1;
    for (const side of this.#sides) side.close("stopped");
    this.#notice.say(reason);
    this.#showState();
    this.near();
  }

  async #begin(side, python) {
    if (!(await side.start(python))) return "error";
    if (side.framework === "python") return "ok";
    for (const request of this.#config.requests) await side.visit(request);
    const answer = await side.visit(this.#request());
    return answer ? "ok" : "error";
  }

  #watchLoading(run, pythons) {
    const ready = Promise.all(pythons.map((python) => python.ready));
    let stopWatching = () => {};
    const timer = setTimeout(() => {
      stopWatching = this.#sandbox.watch((progress) => this.#notice.loading(progress));
    }, 150); // a spare is up sooner, and then nothing flashes
    const end = () => {
      clearTimeout(timer);
      stopWatching();
    };
    ready.then(
      () => {
        end();
        if (run === this.#run) this.#notice.hide();
      },
      (error) => {
        end();
        if (run === this.#run && error.name !== "Stopped") this.#explain(error);
      },
    );
    return end;
  }

  #explain(error) {
    const retry = () => {
      this.#sandbox.reset();
      this.run();
    };
    this.#notice.say(
      `Python could not be started. ${error.message}`,
      [{ label: "Retry", act: retry }],
      "error",
    );
  }

  /** The request that the bar describes. */
  #request() {
    const { method, path, body } = this.#parts.bar.elements;
    if (!path) return { method: "GET", path: this.#config.open };
    const where = path.value.startsWith("/") ? path.value : `/${path.value}`;
    if (body.hidden) return { method: method.value, path: where };
    const form = {};
    for (const [name, value] of new URLSearchParams(body.value))
      form[name] = [...(form[name] ?? []), value];
    return { method: method.value, path: where, form };
  }

  #makeRoom() {
    const others = [...this.#blocks.values()].filter((block) => block !== this && block.alive);
    others.sort((a, b) => a.alive - b.alive);
    while (others.length >= ALIVE) {
      others
        .shift()
        .stop("Stopped to make room for another app on this page. Run starts it again.");
    }
  }

  #report(started) {
    const { record: url, course, lesson, block } = this.#config;
    record(url, { course, lesson, block, outcome: started.includes("error") ? "error" : "ok" });
  }

  #restore() {
    const changed = this.#sides.map((side) => side.files.restore()).includes(true);
    if (changed)
      this.#notice.say(
        "This is your version. The lesson's code has changed since: Reset shows it.",
      );
    this.#showReset();
  }

  #reset() {
    const undo = this.#sides.map((side) => side.files.reset());
    const bringBack = () => {
      for (const each of undo) each();
      this.#notice.hide();
    };
    this.#notice.say("Back to the lesson's code.", [{ label: "Undo", act: bringBack }]);
  }

  #showReset() {
    this.#parts.reset.hidden = !this.#sides.some((side) => side.files.edited);
  }

  #showState() {
    const running = this.#sides.some((side) => side.running);
    this.#parts.stop.hidden = !running;
    if (this.#parts.send) this.#parts.send.disabled = !running;
  }

  #showPane(framework) {
    for (const button of this.#parts.panes.querySelectorAll("[data-pane]")) {
      button.setAttribute("aria-pressed", String(button.dataset.pane === framework));
    }
    this.root.dataset.pane = framework;
  }

  #bind() {
    const { bar, run, stop, reset, panes } = this.#parts;
    bar.hidden = false;
    if (panes) {
      panes.hidden = false;
      this.#showPane(this.#sides[0].framework);
      panes.addEventListener("click", ({ target }) => {
        const pane = target.closest("[data-pane]")?.dataset.pane;
        if (pane) this.#showPane(pane);
      });
    }
    run.addEventListener("click", () => this.run());
    stop.addEventListener("click", () => this.stop());
    reset.addEventListener("click", () => this.#reset());
    bar.addEventListener("submit", (event) => {
      event.preventDefault();
      if (this.alive) this.send(this.#request());
      else this.run();
    });
    bar.elements.method?.addEventListener("change", () => {
      bar.elements.body.hidden = !["POST", "PUT", "PATCH"].includes(bar.elements.method.value);
    });
    this.root.addEventListener(
      "keydown",
      (event) => {
        if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        event.stopPropagation();
        this.run();
      },
      { capture: true },
    );
  }
}
