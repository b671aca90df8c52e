// One Python, for one run of one app. It lives in a worker of the sandbox frame: no network, no
// storage, no page. It is told what to do over one port and answers on it, with plain data only.
//
//   → {call: "start" | "visit" | …, id, argument}     ← {id, result} or {id, failed: "why"}
//     with `extras`, a Blob, the first time that packages are wanted which come on request
//                                                      ← {output: [{stream, text}, …]} in between
//                                                      ← {ready: milliseconds} or {broken: "why"}
import { loadPyodide } from "pyodide";
import createPyodideModule from "pyodide/pyodide.asm.mjs";
import { fromSnapshot, layOutFiles, settingsFor } from "./boot.js";
import { hashes } from "./hashes.js";

// Taken before the learner's program runs, which can replace whatever is reachable by name.
const post = Function.prototype.call.bind(MessagePort.prototype.postMessage);
const dataOf = Function.prototype.call.bind(
  Object.getOwnPropertyDescriptor(MessageEvent.prototype, "data").get,
);
const { parse, stringify } = JSON;

// Most that one answer, and all output together, may have: characters. The harness keeps within a
// part of it; a program that goes round the harness must not be able to drown the page.
const MOST_ANSWERED = 60_000_000;
const MOST_OUTPUT = 4_000_000;

const TOO_DEEP =
  "Stopped: the program calls itself without an end, until the browser's stack is full. On a computer " +
  "of your own that is a RecursionError. Is there a function, or a method, that calls itself?";

// Where Pyodide believes that its files are. There is no such place.
const NOWHERE = "https://runtime.invalid/";

// What Python is started from, as the frame gets hold of it: {port, interpreter: WebAssembly.Module,
// head: string, stdlib, packages, snapshot: Blob}, piece by piece.
const pieces = {};
for (const name of ["port", "interpreter", "head", "stdlib", "packages", "snapshot"]) {
  const piece = {};
  piece.ready = new Promise((resolve) => {
    piece.resolve = resolve;
  });
  pieces[name] = piece;
}

async function bytesOf(name) {
  const blob = await pieces[name].ready;
  return new Uint8Array(await blob.arrayBuffer());
}

/** Start Pyodide from what we are given: its own downloads are answered from that. */
async function boot(module) {
  const { fetch } = globalThis;
  const { instantiateStreaming } = WebAssembly;
  globalThis.fetch = async (url) =>
    new Response(String(url).endsWith(".zip") ? await pieces.stdlib.ready : null);
  WebAssembly.instantiateStreaming = async (_response, imports) => ({
    module,
    instance: await WebAssembly.instantiate(module, imports),
  });
  try {
    const [snapshot, packages] = [bytesOf("snapshot"), bytesOf("packages")];
    const python = await loadPyodide(
      settingsFor({
        indexURL: NOWHERE,
        stdout: () => {},
        stderr: () => {},
        ...fromSnapshot(snapshot, createPyodideModule, pieces.head.ready),
      }),
    );
    layOutFiles(python.FS, await packages);
    python.registerJsModule("sidebyside", hashes);
    return python;
  } finally {
    globalThis.fetch = fetch;
    WebAssembly.instantiateStreaming = instantiateStreaming;
  }
}

/** Why a call failed, as a sentence. Python's own errors don't come here: the harness tells them. */
function told(error) {
  const message = `${error?.message ?? error}`;
  return /call stack|too much recursion/i.test(message) ? TOO_DEEP : message;
}

function serve(port, python) {
  const call = python.pyimport("harness.remote").call;
  let emitted = 0;
  const emit = (output) => {
    const text = `${output}`; // a program may send anything, of any "length"
    emitted += text.length;
    if (emitted <= MOST_OUTPUT) post(port, { output: parse(text) });
  };
  return async (event) => {
    const { id, call: name, argument, extras } = dataOf(event);
    try {
      if (extras) layOutFiles(python.FS, new Uint8Array(await extras.arrayBuffer()));
      const answer = `${call(name, stringify(argument), emit)}`;
      if (answer.length > MOST_ANSWERED) throw new Error("The answer is too large for a page.");
      post(port, { id, result: parse(answer) });
    } catch (error) {
      post(port, { id, failed: told(error) });
    }
  };
}

async function begin() {
  const [port, interpreter] = await Promise.all([pieces.port.ready, pieces.interpreter.ready]);
  const started = performance.now();
  try {
    const python = await boot(interpreter);
    port.onmessage = serve(port, python);
    post(port, { ready: performance.now() - started });
  } catch (error) {
    post(port, { broken: String(error?.message ?? error) });
  }
}

self.addEventListener("message", ({ data }) => {
  for (const [name, piece] of Object.entries(data)) pieces[name].resolve(piece);
});
begin();
