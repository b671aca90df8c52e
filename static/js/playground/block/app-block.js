// An app block: one request bar, one or two programs under it.

import { record } from "../../site/outbox/outbox.js";
import { Dock } from "../inspector/dock.js";
import { Menu } from "./menu.js";
import { Notice } from "./notice.js";
import { RequestBar } from "./request-bar.js";
import { Side } from "./side.js";

const ALIVE = 2; // running blocks a page; each holds a Python or two of about 100 MB
const STOPPED = "Stopped. Run starts it again.";
const MADE_ROOM = "Stopped to make room for another app on this page. Run starts it again.";
const OTHER_CODE = "This is your version. The lesson's code has changed since.";
const SHARED = "Somebody shared code for this app. Read it before you run it.";
const SHOWN = "This is somebody's code: read it before you run it. Reset brings back the lesson's.";
const BROKEN_LINK = "The link to shared code is incomplete: ask for it again.";

export class AppBlock {
  #config;
  #sandbox;
  #blocks;
  #sides;
  #notice;
  #bar;
  #panes;
  #run = 0; // number of the run under way, to tell an older one that it is over
  #starting = false;
  #ranAt = 0;

  constructor(root, sandbox, blocks) {
    this.root = root;
    this.#config = JSON.parse(root.querySelector("script[type='application/json']").textContent);
    this.#sandbox = sandbox;
    this.#blocks = blocks;
    const part = (name) => root.querySelector(`[data-app-${name}]`);
    this.#panes = part("panes");
    this.#notice = new Notice(part("notice"));
    this.#sides = this.#config.sides.map((side) => {
      const ask = (name, argument) =>
        sandbox.consult(name, { framework: side.framework, ...argument });
      return new Side(root, side, this.#config, { ask }, () => this.#takeAnother());
    });
    for (const side of this.#sides) {
      side.files.onchange = () => this.#showState();
      side.files.onnotice = (...words) => this.#notice.say(...words);
      side.onended = () => this.#showState();
      side.addEventListener("report", () => this.#showState());
    }
    this.#bar = new RequestBar(part("bar"), this.#config.open, {
      run: () => this.run(),
      stop: () => this.stop(),
      reset: () => this.#reset(),
      send: (request) => (this.alive ? this.send(request) : this.run()),
    });
    new Menu(part("menu"), this.#sides, this.#config, (...words) => this.#notice.say(...words));
    const dock = part("inspector");
    if (dock) new Dock(dock, this.#sides, this.#config.tabs);
    this.#bind();
    this.#restore();
  }

  get sides() {
    return this.#sides;
  }

  /** {course, lesson, block}: ids. */
  get place() {
    const { course, lesson, block } = this.#config;
    return { course, lesson, block };
  }

  /** What a learner may measure: {requests, times, rounds}, or null. */
  get bench() {
    return this.#config.bench;
  }

  get superuser() {
    return this.#config.superuser;
  }

  /** The learner is about to reach this block: have its Pythons started. */
  near() {
    this.#sandbox.warm(this.#sides.length);
    for (const side of this.#sides) side.near();
  }

  /** When the running program was started (milliseconds of the page's clock), 0 if none runs. */
  get alive() {
    return this.#sides.some((side) => side.running) ? this.#ranAt : 0;
  }

  /** Start the programs anew with the code as it is, and send the first requests. */
  async run() {
    this.#showState({ starting: true });
    await this.#sandbox.unstick();
    this.#run += 1;
    const run = this.#run;
    this.#ranAt = performance.now();
    this.#makeRoom();
    this.#showState({ starting: true });
    const pythons = this.#sides.map(() => this.#sandbox.take());
    const stopWatching = this.#watchLoading(run, pythons);
    const started = await Promise.all(this.#sides.map((side, i) => this.#begin(side, pythons[i])));
    stopWatching();
    if (run !== this.#run) return;
    this.#showState({ starting: false });
    this.#report(started);
    this.#sandbox.warm(this.#sides.length);
  }

  /** Send one request to every side that runs. */
  async send(request) {
    this.root.classList.add("is-sending");
    setTimeout(() => this.root.classList.remove("is-sending"), 500);
    await Promise.all(this.#sides.map((side) => side.visit(request)));
  }

  async stop(reason = STOPPED) {
    this.#end(reason);
    await this.#sandbox.unstick();
    this.near();
  }

  /** The sandbox is gone, and with it what ran here and the frames of its pages. */
  lost(reason) {
    const wasRunning = this.alive || this.#starting;
    for (const side of this.#sides) side.dropPage();
    if (wasRunning) this.#end(reason);
  }

  /** An interpreter for one side, beside those that run. */
  #takeAnother() {
    if (!this.alive) this.#notice.hide();
    const python = this.#sandbox.take();
    this.#sandbox.warm(this.#sides.length);
    return python;
  }

  #end(reason) {
    this.#run += 1;
    for (const side of this.#sides) side.close("stopped");
    this.#notice.say(reason);
    this.#showState({ starting: false });
  }

  async #begin(side, python) {
    if (!(await side.start(python))) return "error";
    if (side.framework === "python") return "ok";
    for (const request of this.#config.requests) await side.visit(request, python);
    const answer = await side.visit(this.#bar.request, python);
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

  #makeRoom() {
    const others = [...this.#blocks.values()].filter((block) => block !== this && block.alive);
    others.sort((a, b) => a.alive - b.alive);
    while (others.length >= ALIVE) others.shift().stop(MADE_ROOM);
  }

  #report(started) {
    const { record: url, course, lesson, block } = this.#config;
    record(url, { course, lesson, block, outcome: started.includes("error") ? "error" : "ok" });
  }

  /** Somebody's code came with the page's address: offer to look at it. Nothing of it runs. */
  offer({ sides, broken }) {
    this.root.scrollIntoView({ block: "start" });
    if (broken) return this.#notice.say(BROKEN_LINK, [], "error");
    const show = () => {
      for (const side of this.#sides) {
        side.files.replace(sides[side.framework], "before somebody's code");
      }
      this.#notice.say(SHOWN);
    };
    const leave = { label: "Leave it", act: () => this.#notice.hide() };
    return this.#notice.say(SHARED, [{ label: "Show it", act: show }, leave]);
  }

  #restore() {
    const changed = this.#sides.filter((side) => side.files.restore());
    if (changed.length) this.#explainChange(changed);
    this.#showState();
  }

  /** The lesson's code is another than the one that the learner began with. */
  #explainChange(sides) {
    const keep = () => {
      for (const side of sides) side.files.keep();
      this.#notice.hide();
    };
    const take = () => {
      for (const side of sides) side.files.replace({}, "before the lesson's new code");
      this.#notice.hide();
    };
    const merge = async () => {
      const { compare } = await import("./compare-dialog.js");
      for (const side of sides) {
        compare({
          title: `${side.name}: the lesson's new code and yours`,
          left: { label: "The lesson's, new", texts: side.files.workspace.lesson() },
          right: { label: "Yours", texts: side.files.texts() },
          actions: [{ label: "Take the right side", act: (texts) => this.#takeOver(side, texts) }],
        });
      }
    };
    this.#notice.say(OTHER_CODE, [
      { label: "Keep mine", act: keep },
      { label: "Take the new", act: take },
      { label: "Compare and merge", act: merge },
    ]);
  }

  #takeOver(side, texts) {
    side.files.replace(texts, "before merging");
    side.files.keep();
    this.#notice.hide();
  }

  #reset() {
    const undo = this.#sides.map((side) => side.files.reset());
    for (const side of this.#sides) side.forget();
    const bringBack = () => {
      for (const each of undo) each();
      this.#notice.hide();
    };
    this.#notice.say("Back to the lesson's code.", [{ label: "Undo", act: bringBack }]);
  }

  #showState({ starting = this.#starting } = {}) {
    this.#starting = starting;
    this.root.setAttribute("aria-busy", String(starting));
    this.#bar.show({
      running: this.#sides.some((side) => side.running),
      starting,
      edited: this.#sides.some((side) => side.files.edited),
    });
  }

  #showPane(framework) {
    for (const button of this.#panes.querySelectorAll("[data-pane]")) {
      button.setAttribute("aria-pressed", String(button.dataset.pane === framework));
    }
    this.root.dataset.pane = framework;
  }

  #bind() {
    if (this.#panes) {
      this.#panes.hidden = false;
      this.#showPane(this.#sides[0].framework);
      this.#panes.addEventListener("click", ({ target }) => {
        const pane = target.closest("[data-pane]")?.dataset.pane;
        if (pane) this.#showPane(pane);
      });
    }
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
