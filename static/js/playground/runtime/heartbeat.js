// Asks the sandbox every second whether it is still there. The frames of the apps' pages share its
// process: a script in one of them that never ends holds up all of it, and nobody in there can say so.

const EVERY = 1000; // ms
const PATIENCE = 10; // beats without an answer
const PROMPT = 1500; // ms that a learner who clicks is kept waiting for an answer

export class Heartbeat {
  #port;
  #timer;
  #unanswered = 0;
  #asking = new Set(); // called when there is an answer

  /** `onlost()` is called once, when there has been no answer for ten beats. */
  constructor(port, onlost) {
    this.#port = port;
    this.#timer = setInterval(() => this.#beat(onlost), EVERY);
  }

  /** Whether the other side answers at once. */
  check() {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), PROMPT);
      this.#asking.add(() => {
        clearTimeout(timer);
        resolve(true);
      });
      this.#port.postMessage({ ping: true });
    });
  }

  /** The other side has answered. */
  heard() {
    this.#unanswered = 0;
    for (const answer of this.#asking) answer();
    this.#asking.clear();
  }

  stop() {
    clearInterval(this.#timer);
  }

  // Beats are counted, not time: a computer that slept has missed none.
  #beat(onlost) {
    if (document.hidden) return;
    if (this.#unanswered >= PATIENCE) {
      this.stop();
      onlost();
      return;
    }
    this.#unanswered += 1;
    this.#port.postMessage({ ping: true });
  }
}
