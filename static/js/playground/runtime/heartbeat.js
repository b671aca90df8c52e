// Asks the sandbox every second whether it is still there. The frames of the apps' pages share its
// process: a script in one of them that never ends holds up all of it, and nobody in there can say so.

const EVERY = 1000; // ms
const PATIENCE = 10; // beats without an answer
const STUCK = 2; // beats after which a learner's click need not wait for the rest of them

export class Heartbeat {
  #port;
  #timer;
  #unanswered = 0;

  /** `onlost()` is called once, when there has been no answer for ten beats. */
  constructor(port, onlost) {
    this.#port = port;
    this.#timer = setInterval(() => this.#beat(onlost), EVERY);
  }

  get isStuck() {
    return this.#unanswered >= STUCK;
  }

  /** The other side has answered. */
  heard() {
    this.#unanswered = 0;
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
