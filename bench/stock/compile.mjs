// Byte-compiles folders of sources with Pyodide's own Python, the way `pyodide py-compile` does it:
// module.pyc in the place of module.py.
//
//   node bench/stock/compile.mjs FOLDER…
import { loadPyodide } from "pyodide";

const COMPILE = `
import compileall, pathlib

def compile_folder(folder):
    compileall.compile_dir(folder, legacy=True, quiet=2)
    for source in pathlib.Path(folder).rglob("*.py"):
        if source.with_suffix(".pyc").exists():  # a template of code, as Django has, stays a source
            source.unlink()
`;

const python = await loadPyodide();
python.runPython(COMPILE);
const compile = python.globals.get("compile_folder");
for (const [number, folder] of process.argv.slice(2).entries()) {
  const at = `/folder-${number}`;
  python.FS.mkdirTree(at);
  python.mountNodeFS(at, folder);
  compile(at);
}
process.exit(0);
