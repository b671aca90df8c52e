// The page's side of the sandbox: one hidden frame, and in it an interpreter for each running app.
//
// An interpreter is used for one run and thrown away, so nothing leaks from one run into the next.
// Spares are started ahead of time: Run takes one that is ready.
import { fetchBlob, fetchFiles } from "./files.js";
import { Heartbeat } from "./heartbeat.js";
import { Interpreter } from "./interpreter.js";

const FRAME_PATIENCE = 20_000; // ms
const SMALL_MEMORY = 2; // GB of navigator.deviceMemory up to which no spare is kept
const HEAD_START = 500; // ms that a run has to itself before a spare is started
const LOST =
  "Stopped: a script in an app's page did not end, and held up everything here. " +
  "Mend the page, then Run starts it again.";

export class Sandbox {
  #config;
  #frame;
  #opening;
  #heartbeat;
  #extras;
  #spares = [];
  #wanted = 0;
  #rested = Promise.resolve(); // when the interpreters that were taken are up, and a little after
  #count = 0;
  #watchers = new Set();
  #progress = { done: 0, total: 0 };

  /** Called with a sentence when all that runs here is gone, frames of apps' pages included. */
  onlost = () => {};

  /**
   * `config`: {frame: URL of the sandbox's page, head: of the memory snapshot, in base64, files:
   * role → {url, size, sent}, extras: {url, names}: packages for programs that mention one of these}.
   */
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
    this.#open().catch(() => {});
    this.#wanted = (navigator.deviceMemory ?? 8) <= SMALL_MEMORY ? 0 : count;
    this.#refill();
  }

  /** An interpreter for one run: a spare if there is one. It may still be starting: await `ready`. */
  take() {
    const python = this.#spares.shift() ?? this.#start();
    const pause = () => new Promise((resolve) => setTimeout(resolve, HEAD_START));
    this.#rested = Promise.allSettled([this.#rested, python.ready]).then(pause);
    return python;
  }

  /** Start spares, once nobody waits for a Python that they would slow down. */
  #refill() {
    const rested = this.#rested;
    rested.then(() => {
      if (rested !== this.#rested) this.#refill();
      else while (this.#spares.length < this.#wanted) this.#spares.push(this.#start());
    });
  }

  /** Ask a spare something that needs no program; rejects where there is none. */
  async consult(name, argument) {
    const spare = this.#spares[0];
    if (!spare) throw new Error("No Python is free.");
    try {
      return await spare.call(name, argument);
    } catch (error) {
      // One that took too long has been ended: no run must get it.
      if (error.name === "Stopped") this.#spares = this.#spares.filter((each) => each !== spare);
      this.#refill();
      throw error;
    }
  }

  /** A learner wants something done: give up at once a sandbox that answers no more. */
  async unstick() {
    const heartbeat = this.#heartbeat;
    if (!heartbeat || (await heartbeat.check())) return;
    if (heartbeat === this.#heartbeat) this.#lose();
  }

  /** Forget what failed, so that the next attempt begins anew. */
  reset() {
    this.#heartbeat?.stop();
    this.#heartbeat = undefined;
    this.#wanted = 0;
    for (const spare of this.#spares.splice(0)) spare.close();
    this.#frame?.then((port) => port.close()).catch(() => {});
    this.#frame = this.#opening = undefined;
    document.querySelector("[data-sandbox]")?.remove();
  }

  #start() {
    this.#count += 1;
    const id = `python-${this.#count}`;
    const opened = this.#open();
    const frame = this.#frame;
    return new Interpreter({
      // It is got as ready as it can be while files are still on their way. If one of them can't
      // come, the frame goes, and may never have opened.
      connect: async (port) => {
        const sandbox = await Promise.race([frame, opened.then(() => frame)]);
        sandbox.postMessage({ open: id }, [port]);
        await opened;
      },
      extrasFor: (argument) => this.#extrasFor(argument),
      disconnect: () => frame.then((sandbox) => sandbox.postMessage({ close: id })).catch(() => {}),
    });
  }

  /** The packages that few programs import, fetched when the first program names one of them. */
  async #extrasFor(argument) {
    const { extras } = this.#config;
    const mentioned = new RegExp(`\\b(${extras.names.join("|")})\\b`);
    if (!mentioned.test(JSON.stringify(argument) ?? "")) return undefined;
    this.#extras ??= fetchBlob(extras).catch((error) => {
      this.#extras = undefined;
      throw error;
    });
    return this.#extras;
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
    const frame = this.#openFrame();
    this.#frame = frame;
    // Each file goes into the frame as it arrives: what can be begun with it is begun.
    const handOver = async (role, file) => (await frame).postMessage({ files: { [role]: file } });
    const { head, files } = this.#config;
    await Promise.all([handOver("head", head), fetchFiles(files, handOver, report)]);
    const port = await frame;
    const heartbeat = new Heartbeat(port, () => this.#lose());
    port.onmessage = () => heartbeat.heard();
    this.#heartbeat = heartbeat;
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
