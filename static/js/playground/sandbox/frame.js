// The sandbox: a document with an opaque origin and no network, which starts the workers that run
// learners' programs. The page hands it the runtime's files, and for each interpreter a port that
// goes on to its worker; after that the two talk without it.
//
//   → {files: {source: string, interpreter, snapshot, stdlib, packages: Blob}}   once, piece by piece
//   → {open: id} with a port      → {close: id}
//   → {ping: true}                                                               ← {pong: true}
const workers = new Map();
const files = {};
const waiting = [];
let moduleReady;

function begin({ id, port }) {
  const url = `data:text/javascript;charset=utf-8,${encodeURIComponent(files.source)}`;
  const worker = new Worker(url, { type: "module" });
  workers.set(id, worker);
  const broken = (why) => port.postMessage({ broken: why });
  worker.addEventListener("error", (event) => broken(event.message || "the worker did not start"));
  moduleReady.then(
    (module) => worker.postMessage({ port, module, files }, [port]),
    (error) => broken(String(error)),
  );
}

function receive({ data, ports, currentTarget }) {
  if (data.ping) {
    currentTarget.postMessage({ pong: true });
  } else if (data.files) {
    Object.assign(files, data.files);
    if (data.files.interpreter) {
      moduleReady = data.files.interpreter.arrayBuffer().then((b) => WebAssembly.compile(b));
    }
    if (data.complete) for (const one of waiting.splice(0)) begin(one);
    files.complete ||= data.complete;
  } else if (data.open) {
    const one = { id: data.open, port: ports[0] };
    if (files.complete) begin(one);
    else waiting.push(one);
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
