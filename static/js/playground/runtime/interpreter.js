// One Python in the sandbox, as the page sees it: a few async calls, and an end.

const CALL_LIMIT = 10_000; // ms that a program may take to start, or to answer
const MESSAGE_LIMIT = 20_000; // messages of one run; the harness sends far fewer

/** The program was ended: by the learner, or because it took too long. */
export class Stopped extends Error {
  constructor(message, { timeout = false } = {}) {
    super(message);
    this.name = "Stopped";
    this.timeout = timeout;
  }
}

/** There is no Python: its files did not come, or it broke on the way up. */
export class NotStarted extends Error {
  name = "NotStarted";
}

export class Interpreter {
  #port;
  #disconnect;
  #extrasFor;
  #calls = new Map();
  #messages = 0;
  #count = 0;
  #isUp = false;
  #closed;
  #settle;

  /** Resolves when Python is up; rejects with why it is not: NotStarted, or Stopped. */
  ready;
  /** Called with [{stream, text}, …] as the program prints. */
  onoutput = () => {};

  /**
   * `extrasFor(argument)`: what resolves to a Blob of further packages if these are wanted for a call,
   * else to undefined.
   */
  constructor({ connect, disconnect, extrasFor = async () => undefined }) {
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    this.#disconnect = disconnect;
    this.#extrasFor = extrasFor;
    this.ready = new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
    });
    this.ready.catch(() => {}); // whoever takes it sees the reason; a spare's is no one's yet
    port1.onmessage = ({ data }) => this.#receive(data);
    connect(port2).catch((error) => this.#end(new NotStarted(error.message)));
  }

  /**
   * Ask the harness for something: "start" with a program, "visit" with a request.
   * Rejects with Stopped when it takes more than ten seconds, or is closed meanwhile.
   */
  async call(name, argument) {
    await this.ready;
    const extras = await this.#extrasFor(argument);
    if (this.#closed) throw this.#closed;
    if (extras) this.#extrasFor = async () => undefined; // they are sent once
    this.#count += 1;
    const id = this.#count;
    return new Promise((resolve, reject) => {
      const seconds = CALL_LIMIT / 1000;
      const message = `Stopped: no answer after ${seconds} seconds. Is there a loop that never ends?`;
      const timer = setTimeout(
        () => this.close(new Stopped(message, { timeout: true })),
        CALL_LIMIT,
      );
      this.#calls.set(id, { resolve, reject, timer });
      this.#port.postMessage({ id, call: name, argument, extras });
    });
  }

  /** End it, whatever it is doing. Calls under way reject with `reason`. */
  close(reason = new Stopped("Stopped.")) {
    this.#end(reason);
  }

  #receive(data) {
    this.#messages += 1;
    if (typeof data !== "object" || data === null) return;
    if (this.#messages > MESSAGE_LIMIT) {
      this.#end(new Stopped("Stopped: the program sent more messages than a page can take."));
    } else if (data.ready !== undefined) {
      this.#isUp = true;
      this.timing = data;
      this.#settle.resolve(this);
    } else if (data.broken !== undefined) {
      // Once it is up, that is a stray exception in JavaScript that the program has called.
      if (!this.#isUp) this.#end(new NotStarted(sentence(data.broken, 500)));
    } else if (Array.isArray(data.output)) {
      this.onoutput(data.output);
    } else {
      this.#answer(data);
    }
  }

  #answer({ id, result, failed }) {
    const call = this.#calls.get(id);
    if (!call) return;
    clearTimeout(call.timer);
    this.#calls.delete(id);
    if (failed === undefined) call.resolve(result);
    else call.reject(new Error(sentence(failed, 2000)));
  }

  #end(reason) {
    if (this.#closed) return;
    this.#closed = reason;
    this.#settle.reject(reason);
    for (const { reject, timer } of this.#calls.values()) {
      clearTimeout(timer);
      reject(reason);
    }
    this.#calls.clear();
    this.#port.close();
    this.#disconnect();
  }
}

/** What came as a reason, as text: not everything that can be sent can be turned into one. */
function sentence(reason, most) {
  return typeof reason === "string" ? reason.slice(0, most) : "no reason given";
}
