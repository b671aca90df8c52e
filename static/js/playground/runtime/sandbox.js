// The page's side of the sandbox: one hidden frame, and in it an interpreter for each running app.
//
// An interpreter is used for one run and thrown away, so nothing leaks from one run into the next.
// Spares are started ahead of time: Run takes one that is ready.
import { fetchFiles } from "./files.js";
import { Heartbeat } from "./heartbeat.js";
import { Interpreter } from "./interpreter.js";

const FRAME_PATIENCE = 20_000; // ms
const SMALL_MEMORY = 2; // GB of navigator.deviceMemory up to which no spare is kept
const LOST =
  "Stopped: a script in an app's page did not end, and held up everything here. " +
  "Mend the page, then Run starts it again.";

export class Sandbox {
  #config;
  #port;
  #opening;
  #heartbeat;
  #spares = [];
  #count = 0;
  #watchers = new Set();
  #progress = { done: 0, total: 0 };

  /** Called with a sentence when all that runs here is gone, frames of apps' pages included. */
  onlost = () => {};

  /** `config`: {frame: URL of the sandbox's page, files: role → {url, size, sent}}. */
  constructor(config) {
    this.#config = config;
  }

  /** Call `watcher` with {done, total} (bytes) while files come; returns a function that ends it. */
  watch(watcher) {
    this.#watchers.add(watcher);
    watcher(this.#progress);
    return () => this.#watchers.delete(watcher);
  }

  /** Have `count` spares ready or on their way. Never rejects: taking one tells what went wrong. */
  warm(count) {
    const small = (navigator.deviceMemory ?? 8) <= SMALL_MEMORY;
    this.#open().catch(() => {});
    if (!small) while (this.#spares.length < count) this.#spares.push(this.#start());
  }

  /** An interpreter for one run: a spare if there is one. It may still be starting: await `ready`. */
  take() {
    return this.#spares.shift() ?? this.#start();
  }

  /** Ask a spare something that needs no program; rejects where there is none. */
  async consult(name, argument) {
    const spare = this.#spares[0];
    if (!spare) throw new Error("No Python is free.");
    return spare.call(name, argument);
  }

  /** A learner wants something done: don't have them wait for a sandbox that answers no more. */
  unstick() {
    if (this.#heartbeat?.isStuck) this.#lose();
  }

  /** Forget what failed, so that the next attempt begins anew. */
  reset() {
    this.#heartbeat?.stop();
    this.#heartbeat = undefined;
    for (const spare of this.#spares.splice(0)) spare.close();
    this.#port?.close();
    this.#port = this.#opening = undefined;
    document.querySelector("[data-sandbox]")?.remove();
  }

  #start() {
    this.#count += 1;
    const id = `python-${this.#count}`;
    const opened = this.#open();
    return new Interpreter({
      connect: async (port) => (await opened).postMessage({ open: id }, [port]),
      disconnect: () =>
        opened.then((sandbox) => sandbox.postMessage({ close: id })).catch(() => {}),
    });
  }

  #open() {
    this.#opening ??= this.#begin().catch((error) => {
      this.reset();
      throw error;
    });
    return this.#opening;
  }

  async #begin() {
    const report = (progress) => {
      this.#progress = progress;
      for (const watcher of this.#watchers) watcher(progress);
    };
    const [port, files] = await Promise.all([
      this.#openFrame(),
      fetchFiles(this.#config.files, report),
    ]);
    const source = await files.source.text();
    port.postMessage({ files: { ...files, source }, complete: true });
    this.#port = port;
    const heartbeat = new Heartbeat(port, () => this.#lose());
    port.onmessage = () => heartbeat.heard();
    this.#heartbeat = heartbeat;
    return port;
  }

  #lose() {
    this.reset();
    this.onlost(LOST);
  }

  #openFrame() {
    return new Promise((resolve, reject) => {
      const frame = document.createElement("iframe");
      frame.sandbox = "allow-scripts";
      frame.src = this.#config.frame;
      frame.title = "Where this page's programs run";
      frame.hidden = true;
      frame.dataset.sandbox = "";
      const { port1, port2 } = new MessageChannel();
      const timer = setTimeout(
        () => reject(new Error("The sandbox did not open. Is something blocking frames?")),
        FRAME_PATIENCE,
      );
      port1.onmessage = () => {
        clearTimeout(timer);
        port1.onmessage = null;
        resolve(port1);
      };
      frame.addEventListener("load", () => frame.contentWindow.postMessage("hello", "*", [port2]), {
        once: true,
      });
      document.body.append(frame);
    });
  }
}
