// The sandbox: a document with an opaque origin and no network, which starts the workers that run
// learners' programs. The page hands it the runtime's files, and for each interpreter a port that
// goes on to its worker; after that the two talk without it.
//
//   → {files: {source, interpreter, stdlib, packages, snapshot: Blob, head: string}}     one by one
//   → {open: id} with a port      → {close: id}
//   → {ping: true}                                                               ← {pong: true}
const workers = new Map();

// What a worker gets of each file, as soon as that is to be had: the text of its script, the compiled
// interpreter, the others as they are.
const pieces = {};
for (const role of ["source", "interpreter", "head", "stdlib", "packages", "snapshot"]) {
  const piece = {};
  piece.ready = new Promise((resolve) => {
    piece.resolve = resolve;
  });
  pieces[role] = piece;
}
const MADE = {
  source: (blob) => blob.text(),
  interpreter: async (blob) => WebAssembly.compile(await blob.arrayBuffer()),
};

// A worker is begun before its script is here, and is told it: a data: URL with all of the script
// takes longer to get through the browser than to run. Pyodide tells a module's worker from a classic
// one by what importScripts() throws; an exception of the browser's own costs another parse of it all.
const LISTENER = `self.importScripts = () => { throw "no"; };
addEventListener("message", ({ data }) => (0, eval)(data), { once: true });`;
const STARTER = `data:text/javascript,${encodeURIComponent(LISTENER)}`;

async function begin({ id, port }) {
  const worker = new Worker(STARTER, { type: "module" });
  workers.set(id, worker);
  const broken = (why) => port.postMessage({ broken: why });
  worker.addEventListener("error", (event) => broken(event.message || "the worker did not start"));
  worker.postMessage(await pieces.source.ready);
  for (const role of ["head", "stdlib", "packages", "snapshot"]) {
    pieces[role].ready.then((piece) => worker.postMessage({ [role]: piece }));
  }
  pieces.interpreter.ready.then(
    (interpreter) => worker.postMessage({ port, interpreter }, [port]),
    (error) => broken(String(error)),
  );
}

function receive({ data, ports, currentTarget }) {
  if (data.ping) {
    currentTarget.postMessage({ pong: true });
  } else if (data.files) {
    for (const [role, file] of Object.entries(data.files)) {
      pieces[role].resolve(MADE[role]?.(file) ?? file);
    }
  } else if (data.open) {
    begin({ id: data.open, port: ports[0] });
  } else if (data.close) {
    workers.get(data.close)?.terminate();
    workers.delete(data.close);
  }
}

// Only the page that embeds this frame may drive it, over the port that it hands in first.
addEventListener("message", function first(event) {
  if (event.source !== parent || !event.ports[0]) return;
  removeEventListener("message", first);
  event.ports[0].onmessage = receive;
  event.ports[0].postMessage({ listening: true });
});
