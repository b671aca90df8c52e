// One side of a twin on stock Pyodide, used as its documentation says: load it, unpack the packages,
// import, go. The site's own harness starts the program and asks it, as it does in the sandbox.
import { loadPyodide } from "/pyodide/pyodide.mjs";

async function answer({ archive, program, request }) {
  const [python, packages] = await Promise.all([
    loadPyodide({
      indexURL: "/pyodide/",
      env: { HOME: "/home/pyodide", DJANGO_ALLOW_ASYNC_UNSAFE: "1" },
    }),
    fetch(archive).then((response) => response.arrayBuffer()),
  ]);
  const site = python.runPython("import site; site.getsitepackages()[0]");
  python.unpackArchive(packages, "zip", { extractDir: site });
  const { call } = python.pyimport("harness.remote");
  const emit = () => {};
  const report = JSON.parse(call("start", JSON.stringify(program), emit));
  if (!report.ok) throw new Error(report.error.text);
  return JSON.parse(call("visit", JSON.stringify(request), emit));
}

self.onmessage = ({ data }) =>
  answer(data).then(
    (result) => postMessage({ answer: result }),
    (error) => postMessage({ failed: String(error.message) }),
  );
