// The browser's Python, in Node: started from the runtime as it is built, asked as the page asks it.
//
//   node pyodide.mjs RUNTIME-FOLDER [SPARES]
//
// Speaks JSON lines. `id` is an interpreter, which starts with the first call that names it; `call`
// and `argument` go to harness.remote, one after the other.
//
//   → {id, call, argument}      ← {id, answer} or {id, failed: "why"}; {id, output: {stream, text}} before
//   → {id, close: true}         ends it, whatever it is doing
//   ← {id, broken: "why"}       it did not start, or ended by itself
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { loadPyodide } from "pyodide";
import createPyodideModule from "pyodide/pyodide.asm.mjs";
import { fromSnapshot, layOutFiles, settingsFor } from "../../static/js/playground/sandbox/boot.js";
import { hashes } from "../../static/js/playground/sandbox/hashes.js";

// --- in a thread: one Python ---------------------------------------------------------------------

/** Pyodide compiles its own 10 MB whenever it starts; all threads can share one compiled module. */
function shareInterpreter(module) {
  const { instantiate } = WebAssembly;
  const isInterpreter = (source) => source.byteLength > 1e6;
  WebAssembly.instantiate = async (source, imports) =>
    isInterpreter(source)
      ? { module, instance: await instantiate(module, imports) }
      : instantiate(source, imports);
}

async function boot({ module, ...files }) {
  shareInterpreter(module);
  const [snapshot, packages] = await Promise.all(
    [files.snapshot, files.packages].map((file) => readFile(file)),
  );
  const python = await loadPyodide(
    settingsFor({
      stdLibURL: files.stdlib,
      stdout: () => {},
      stderr: () => {},
      ...fromSnapshot(new Uint8Array(snapshot), createPyodideModule),
    }),
  );
  layOutFiles(python.FS, new Uint8Array(packages));
  python.registerJsModule("sidebyside", hashes);
  return python;
}

async function serve(files) {
  const python = await boot(files);
  const call = python.pyimport("harness.remote").call;
  const emit = (pieces) => {
    for (const output of JSON.parse(pieces)) parentPort.postMessage({ output });
  };
  // As the page does it: packages that few programs import come to those that name one of them.
  const extras = new RegExp(`\\b(${files.extraNames.join("|")})\\b`);
  let hasExtras = false;
  parentPort.on("message", async ({ call: name, argument }) => {
    const text = JSON.stringify(argument);
    try {
      if (!hasExtras && extras.test(text)) {
        layOutFiles(python.FS, new Uint8Array(await readFile(files.extras)));
        hasExtras = true;
      }
      parentPort.postMessage({ answer: JSON.parse(call(name, text, emit)) });
    } catch (error) {
      parentPort.postMessage({ failed: String(error?.message ?? error) });
    }
  });
}

// --- the main thread: hands out interpreters -----------------------------------------------------

const say = (event) => process.stdout.write(`${JSON.stringify(event)}\n`);

async function filesOf(folder) {
  const manifest = JSON.parse(await readFile(join(folder, "manifest.json"), "utf8"));
  const every = { ...manifest.files, extras: manifest.extras };
  const pairs = Object.entries(every).map(([role, { name }]) => [role, resolve(folder, name)]);
  return { ...Object.fromEntries(pairs), extraNames: manifest.extras.names };
}

function manage(files, spareCount) {
  const spares = [];
  const running = new Map();
  const start = () => {
    const worker = new Worker(new URL(import.meta.url), { workerData: { files } });
    const ended = new Promise((resolve) => {
      worker.on("error", (error) => resolve(String(error?.stack ?? error).slice(0, 4000)));
      worker.on("exit", (code) => resolve(`its thread ended with ${code}`));
    });
    return { worker, ended };
  };
  const warm = () => {
    while (spares.length < spareCount) spares.push(start());
  };

  function take(id) {
    const { worker, ended } = spares.shift() ?? start();
    worker.on("message", (event) => say({ id, ...event }));
    ended.then((broken) => {
      if (running.delete(id)) say({ id, broken });
    });
    running.set(id, worker);
    return worker;
  }

  warm();
  return ({ id, close, ...call }) => {
    if (close) {
      const worker = running.get(id);
      running.delete(id);
      worker?.terminate();
    } else {
      (running.get(id) ?? take(id)).postMessage(call);
      warm();
    }
  };
}

if (isMainThread) {
  const [folder, spares = "1"] = process.argv.slice(2);
  const files = await filesOf(folder);
  files.module = await WebAssembly.compile(await readFile(files.interpreter));
  const receive = manage(files, Number(spares));
  const lines = createInterface({ input: process.stdin });
  lines.on("line", (line) => receive(JSON.parse(line)));
  lines.on("close", () => process.exit(0));
} else {
  await serve(workerData.files);
}
