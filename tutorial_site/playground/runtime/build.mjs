// Builds the browser's Python: Pyodide, the packages that lessons import, and a snapshot of its memory
// with all of them imported already. Called by `manage.py build_runtime`, which lays out the packages.
//
//   node build.mjs STAGED-SITE-PACKAGES OUTPUT-FOLDER
//
// Written to OUTPUT-FOLDER: one file each for the interpreter, the snapshot, the packages' files and
// the standard library, with their content's hash in the name and compressed beside (.br, .zst, .gz),
// and manifest.json, last.
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { promisify } from "node:util";
import zlib from "node:zlib";
import { loadPyodide } from "pyodide";
import createPyodideModule from "pyodide/pyodide.asm.mjs";
import { layOutFiles, packed, settingsFor } from "../../../static/js/playground/sandbox/boot.js";

const [staged, output] = process.argv.slice(2);
const pyodideFolder = dirname(createRequire(import.meta.url).resolve("pyodide/package.json"));
const started = performance.now();

function say(message) {
  console.log(`  ${((performance.now() - started) / 1000).toFixed(1).padStart(5)} s  ${message}`);
}

// --- packages ------------------------------------------------------------------------------------

// Libraries are compiled without what no program of a lesson asks for, so that less memory has to be
// moved: docstrings, asserts, and the annotations of functions (a quarter of all code objects).
const COMPILE = `
import ast, importlib.util, marshal, os

class WithoutAnnotations(ast.NodeTransformer):
    def visit_FunctionDef(self, node):
        self.generic_visit(node)
        node.returns = None
        return node

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_arg(self, node):
        node.annotation = None
        return node

def compiled(path, shown_as):
    with open(path, "rb") as file:
        tree = WithoutAnnotations().visit(ast.parse(file.read()))
    code = compile(tree, shown_as, "exec", dont_inherit=True, optimize=2)
    # A .pyc file: magic number, flags (1: by hash, unchecked), the hash, the code.
    return importlib.util.MAGIC_NUMBER + (1).to_bytes(4, "little") + bytes(8) + marshal.dumps(code)

def compile_all(source, target, site):
    for folder, _, names in os.walk(source):
        for name in names:
            if not name.endswith(".py"):
                continue
            path = os.path.join(folder, name)
            inside = os.path.relpath(path, source)
            to = os.path.join(target, inside + "c")
            os.makedirs(os.path.dirname(to), exist_ok=True)
            try:
                content = compiled(path, os.path.join(site, inside))
            except SyntaxError:
                continue  # a template of code, such as Django's for new projects: stays as it is
            with open(to, "wb") as file:
                file.write(content)
`;

async function filesBelow(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((e) => join(e.parentPath, e.name));
  return paths.map((path) => relative(folder, path)).sort();
}

/** Returns {site, files}: the path of site-packages and a Map of its files' paths to bytes. */
async function compilePackages() {
  const python = await loadPyodide(settingsFor({}));
  const site = python.runPython("import sys; next(p for p in sys.path if p.endswith('site-packages'))");
  python.FS.mkdirTree("/staged");
  python.mountNodeFS("/staged", staged);
  python.runPython(COMPILE);
  python.globals.get("compile_all")("/staged", "/compiled", site);
  const files = new Map();
  for (const path of await filesBelow(staged)) {
    const compiled = `/compiled/${path}c`;
    if (path.endsWith(".py") && python.FS.analyzePath(compiled).exists) {
      files.set(`${site}/${path}c`, python.FS.readFile(compiled));
    } else {
      files.set(`${site}/${path}`, new Uint8Array(await readFile(join(staged, path))));
    }
  }
  return { site, files };
}

function archiveOf(files) {
  const index = [...files].map(([path, bytes]) => [path, bytes.length]);
  return packed(index, [...files.values()]);
}

// --- snapshot ------------------------------------------------------------------------------------

const FREEZE = `
import gc, importlib, json, sys
from harness.prewarm import prewarm
prewarm("flask")
prewarm("django")
importlib.invalidate_caches()
gc.collect()

# What is in memory is never read again, but for packages of migrations: Django reloads those.
json.dumps([module.__spec__.origin for name, module in list(sys.modules.items())
            if getattr(module, "__spec__", None) and module.__spec__.origin
            and not name.endswith(".migrations")])
`;

/** Fill what is free in the heap with zeros: what was there need not be compressed and moved. */
function zeroFreeMemory(module) {
  const top = module._sbrk(0);
  const held = [];
  for (let size = 1 << 22; size >= 12; size = size > 256 ? Math.floor(size / 1.5) : size - 4) {
    for (;;) {
      const at = module._malloc(size);
      if (at === 0) break;
      if (at + size > top) {
        module._free(at);
        break;
      }
      module.HEAPU8.fill(0, at, at + size);
      held.push(at);
    }
  }
  for (const at of held) module._free(at);
}

/** Returns {snapshot, imported, version}: memory as Pyodide dumps it, and what is loaded in it. */
async function freeze(files) {
  const python = await loadPyodide(settingsFor({ _makeSnapshot: true }));
  layOutFiles(python.FS, archiveOf(files));
  const imported = new Set(JSON.parse(python.runPython(FREEZE)));
  const version = python.runPython("sys.version");
  zeroFreeMemory(python._module);
  return { snapshot: python.makeMemorySnapshot(), imported, version };
}

/**
 * Memory of an interpreter at the moment when a snapshot would be copied in: as instantiated, and
 * again after its constructors have run. What they left alone is the same wherever it runs.
 */
async function freshMemory(snapshotHead) {
  const heaps = {};
  const settings = settingsFor({
    _loadSnapshot: snapshotHead,
    async createPyodideModule(settings) {
      settings.preRun.unshift((module) => {
        heaps.instantiated = module.HEAPU8.slice();
      });
      const module = await createPyodideModule(settings);
      heaps.constructed = module.HEAPU8.slice();
      throw heaps;
    },
  });
  return loadPyodide(settings).catch((thrown) => {
    if (thrown !== heaps) throw thrown;
    return heaps;
  });
}

const PAGE = 1024;

/** The container that boot.js starts from: only pages that a fresh interpreter does not have. */
async function sparse(snapshot) {
  const header = new Uint32Array(snapshot.buffer, snapshot.byteOffset, 2)[1];
  const heap = Buffer.from(snapshot.buffer, snapshot.byteOffset + header);
  const head = snapshot.slice(0, header);
  const { instantiated, constructed } = await freshMemory(head);
  const nothing = Buffer.alloc(PAGE);
  const pageOf = (memory, at) => (at < memory.length ? memory.subarray(at, at + PAGE) : nothing);
  const runs = [];
  for (let at = 0; at < heap.length; at += PAGE) {
    const page = heap.subarray(at, at + PAGE);
    if (page.equals(pageOf(instantiated, at)) && page.equals(pageOf(constructed, at))) continue;
    const last = runs.at(-1);
    if (last && last[0] + last[1] === at) last[1] += page.length;
    else runs.push([at, page.length]);
  }
  const chunks = runs.map(([address, size]) => heap.subarray(address, address + size));
  return packed({ header, heap: heap.length, runs }, [head, ...chunks]);
}

// --- standard library ----------------------------------------------------------------------------

// A deflated file of no bytes: a module's source that is asked for later is empty, not an error.
const EMPTY = [0x03, 0x00];

/**
 * The standard library's zip without the contents of the modules that the snapshot has in memory.
 * Nothing moves, so the directory of the zip that the snapshot remembers stays true.
 */
function blankOut(zip, imported, prefix) {
  const view = new DataView(zip.buffer, zip.byteOffset);
  let end = zip.length - 22;
  while (view.getUint32(end, true) !== 0x06054b50) end -= 1;
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
    const [nameLength, extra, comment] = [28, 30, 32].map((o) => view.getUint16(at + o, true));
    const name = new TextDecoder().decode(zip.subarray(at + 46, at + 46 + nameLength));
    const local = view.getUint32(at + 42, true);
    if (imported.has(`${prefix}/${name}`) && view.getUint16(at + 10, true) === 8) {
      const data = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
      zip.fill(0, data, data + view.getUint32(at + 20, true));
      zip.set(EMPTY, data);
    }
    at += 46 + nameLength + extra + comment;
  }
  return zip;
}

// --- output --------------------------------------------------------------------------------------

const { constants } = zlib;
const COMPRESSIONS = {
  br: (bytes) =>
    promisify(zlib.brotliCompress)(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: Number(process.env.BROTLI_QUALITY ?? 9),
        [constants.BROTLI_PARAM_LGWIN]: 24,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    }),
  // A browser takes no window larger than 8 MB (RFC 9659).
  zst: (bytes) =>
    promisify(zlib.zstdCompress)(bytes, {
      params: {
        [constants.ZSTD_c_compressionLevel]: 19,
        [constants.ZSTD_c_windowLog]: 23,
      },
    }),
  gz: (bytes) => promisify(zlib.gzip)(bytes, { level: 6 }),
};

async function write(stem, extension, bytes) {
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 12);
  const name = `${stem}-${hash}.${extension}`;
  await writeFile(join(output, name), bytes);
  const sizes = {};
  await Promise.all(
    Object.entries(COMPRESSIONS).map(async ([suffix, compress]) => {
      const packed = await compress(bytes);
      sizes[suffix] = packed.length;
      await writeFile(join(output, `${name}.${suffix}`), packed);
    }),
  );
  say(`${name}: ${(bytes.length / 1e6).toFixed(1)} MB, brotli ${(sizes.br / 1e6).toFixed(2)} MB`);
  return { name, size: bytes.length, compressed: sizes };
}

// Node would print the line that threw, and Pyodide's is a megabyte long.
process.on("uncaughtException", (error) => {
  console.error(String(error?.stack ?? error).slice(0, 6000));
  process.exit(1);
});

await rm(output, { recursive: true, force: true });
await mkdir(output, { recursive: true });
say("compiling the packages with the browser's Python");
const { site, files } = await compilePackages();
say(`${files.size} files; importing everything for the snapshot`);
const { snapshot, imported, version } = await freeze(files);
// A module that is in memory is never read again, but has to be there to be found: Django lists a
// folder to know its commands.
const nothing = new Uint8Array(0);
const laidOut = [...files].map(([path, bytes]) => [path, imported.has(path) ? nothing : bytes]);
const rest = new Map(laidOut);
const memory = await sparse(snapshot);
const megabytes = [memory, snapshot].map((bytes) => (bytes.length / 1e6).toFixed(0)).join(" of ");
say(`snapshot of ${megabytes} MB; compressing`);
const prefix = dirname(site).replace(/python(\d+)\.(\d+)$/, "python$1$2.zip");
const stdlib = new Uint8Array(await readFile(join(pyodideFolder, "python_stdlib.zip")));
const wasm = new Uint8Array(await readFile(join(pyodideFolder, "pyodide.asm.wasm")));
const written = {
  interpreter: await write("interpreter", "wasm", wasm),
  packages: await write("packages", "bin", archiveOf(rest)),
  stdlib: await write("stdlib", "zip", blankOut(stdlib, imported, prefix)),
  snapshot: await write("snapshot", "bin", memory),
};
const manifest = { python: version.split(" ")[0], files: written };
await writeFile(join(output, "manifest.json"), JSON.stringify(manifest, null, 1));
say("done");
process.exit(0);
