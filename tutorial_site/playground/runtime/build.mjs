// Builds the browser's Python: Pyodide, the packages that lessons import, and a snapshot of its memory
// with all of them imported already. Called by `manage.py build_runtime`, which lays out the packages.
//
//   node build.mjs STAGED-SITE-PACKAGES OUTPUT-FOLDER [PREVIOUS-OUTPUT-FOLDER]
//
// Written to OUTPUT-FOLDER: one file each for the interpreter, the snapshot, the packages' files, those
// that come on request and the standard library, with their content's hash in the name and compressed
// beside (.br, .zst, .gz), and manifest.json, last.
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { promisify } from "node:util";
import zlib from "node:zlib";
import { loadPyodide } from "pyodide";
import createPyodideModule from "pyodide/pyodide.asm.mjs";
import { layOutFiles, packed, settingsFor } from "../../../static/js/playground/sandbox/boot.js";

const [staged, output, previous] = process.argv.slice(2);
const pyodideFolder = dirname(createRequire(import.meta.url).resolve("pyodide/package.json"));
const started = performance.now();

function say(message) {
  console.log(`  ${((performance.now() - started) / 1000).toFixed(1).padStart(5)} s  ${message}`);
}

// --- packages ------------------------------------------------------------------------------------

const ON_REQUEST = "on_request.json"; // beside the packages: paths of those that come on request

// What is done in Python stands in a file of its own; it runs in a scope that leaves nothing behind.
const INSIDE = await readFile(new URL("inside.py", import.meta.url), "utf8");

/** Call a function of inside.py in `python`. */
function inside(python, name, ...given) {
  const scope = python.runPython("{'__name__': 'inside'}");
  python.runPython(INSIDE, { globals: scope });
  const function_ = scope.get(name);
  const result = function_(...given);
  function_.destroy();
  scope.destroy();
  return result;
}

async function filesBelow(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((e) => join(e.parentPath, e.name));
  return paths.map((path) => relative(folder, path)).sort();
}

/**
 * Returns {files, extras, stdlib}: Maps of the packages' paths to bytes, of those that every program
 * gets and of those that come on request; the standard library's zip.
 */
async function compileAll() {
  const settings = settingsFor({});
  settings.env.PYTHONNODEBUGRANGES = "1"; // no columns: their source is not there to be underlined
  const python = await loadPyodide(settings);
  const site = python.runPython("import site; site.getsitepackages()[0]");
  python.FS.mkdirTree("/staged");
  python.mountNodeFS("/staged", staged);
  inside(python, "compile_packages", "/staged", "/compiled", site);
  const [files, extras] = [new Map(), new Map()];
  const onRequest = new Set(JSON.parse(await readFile(join(staged, ON_REQUEST), "utf8")));
  for (const path of await filesBelow(staged)) {
    if (path === ON_REQUEST) continue;
    const compiled = `/compiled/${path}c`;
    const kind = onRequest.has(path) ? extras : files;
    if (path.endsWith(".py") && python.FS.analyzePath(compiled).exists) {
      kind.set(`${site}/${path}c`, python.FS.readFile(compiled));
    } else {
      kind.set(`${site}/${path}`, new Uint8Array(await readFile(join(staged, path))));
    }
  }
  python.FS.writeFile("/sources.zip", await readFile(join(pyodideFolder, "python_stdlib.zip")));
  inside(python, "compile_stdlib", "/sources.zip", "/compiled.zip");
  return { files, extras, names: topNames(onRequest), stdlib: python.FS.readFile("/compiled.zip") };
}

/** What programs import of these paths: `flask_admin`, `alembic`, …. */
function topNames(paths) {
  const tops = [...paths].map((path) => path.split("/")[0].replace(/\.py$/, ""));
  return [...new Set(tops)].filter((name) => /^[a-z]\w*$/.test(name)).sort();
}

function archiveOf(files) {
  const index = [...files].map(([path, bytes]) => [path, bytes.length]);
  return packed(index, [...files.values()]);
}

// --- snapshot ------------------------------------------------------------------------------------

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

/**
 * Returns {snapshot, stdlib, imported, version}: memory as Pyodide dumps it, what is left of the
 * standard library's zip, paths of what is loaded, Python's version.
 */
async function freeze(files, stdLibURL) {
  const python = await loadPyodide(settingsFor({ _makeSnapshot: true, stdLibURL }));
  layOutFiles(python.FS, archiveOf(files));
  const { imported, stdlib, version } = JSON.parse(inside(python, "freeze"));
  zeroFreeMemory(python._module);
  return {
    snapshot: python.makeMemorySnapshot(),
    stdlib: python.FS.readFile(stdlib),
    imported: new Set(imported),
    version,
  };
}

/**
 * Memory of an interpreter at the moment when a snapshot would be copied in: as instantiated, and
 * again after its constructors have run. What they left alone is the same wherever it runs.
 */
async function freshMemory(snapshotHead, stdLibURL) {
  const heaps = {};
  const settings = settingsFor({
    stdLibURL,
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

/**
 * Returns {head, container}: what Pyodide asks for to start from a snapshot, in base64, and all that
 * boot.js does: only pages of memory that a fresh interpreter does not have.
 */
async function sparse(snapshot, stdLibURL) {
  const header = new Uint32Array(snapshot.buffer, snapshot.byteOffset, 2)[1];
  const heap = Buffer.from(snapshot.buffer, snapshot.byteOffset + header);
  const { instantiated, constructed } = await freshMemory(snapshot.slice(0, header), stdLibURL);
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
  const head = Buffer.from(snapshot.slice(0, header)).toString("base64");
  return { head, container: packed({ head, heap: heap.length, runs }, chunks) };
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

/** A file and its compressed forms; those that an earlier build has made of it are taken from there. */
async function write(stem, extension, bytes) {
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 12);
  const name = `${stem}-${hash}.${extension}`;
  await writeFile(join(output, name), bytes);
  const compressed = {};
  await Promise.all(
    Object.entries(COMPRESSIONS).map(async ([suffix, compress]) => {
      const file = `${name}.${suffix}`;
      const earlier = previous && readFile(join(previous, file)).catch(() => null);
      const packed = (await earlier) ?? (await compress(bytes));
      compressed[suffix] = packed.length;
      await writeFile(join(output, file), packed);
    }),
  );
  const [plain, ...sent] = [bytes.length, compressed.br, compressed.zst].map(megabytes);
  say(`${name}: ${plain} MB, brotli ${sent[0]}, zstd ${sent[1]}`);
  return { name, size: bytes.length, compressed };
}

function megabytes(bytes) {
  return (bytes / 1e6).toFixed(2);
}

// Node would print the line that threw, and Pyodide's is a megabyte long.
process.on("uncaughtException", (error) => {
  console.error(String(error?.stack ?? error).slice(0, 6000));
  process.exit(1);
});

await rm(output, { recursive: true, force: true });
await mkdir(output, { recursive: true });
say("compiling the packages with the browser's Python");
const { files, extras, names, stdlib } = await compileAll();
say(`${files.size} files and ${extras.size} on request; importing everything for the snapshot`);
const zip = join(output, "python_stdlib.zip");
await writeFile(zip, stdlib);
const frozen = await freeze(files, zip);
const { head, container } = await sparse(frozen.snapshot, zip);
await rm(zip);
const sizes = [container, frozen.snapshot].map(({ length }) => megabytes(length));
say(`snapshot of ${sizes.join(" of ")} MB; compressing`);
// A module that is in memory is never read again, but has to be there to be found: Django lists a
// folder to know its commands.
const nothing = new Uint8Array(0);
const rest = [...files].map(([path, bytes]) => [path, frozen.imported.has(path) ? nothing : bytes]);
// In the order in which a page asks for them: what can be begun with comes first.
const contents = [
  ["interpreter", "wasm", await readFile(join(pyodideFolder, "pyodide.asm.wasm"))],
  ["stdlib", "zip", frozen.stdlib],
  ["packages", "bin", archiveOf(new Map(rest))],
  ["snapshot", "bin", container],
];
const written = await Promise.all(contents.map((content) => write(...content)));
const onRequest = await write("extras", "bin", archiveOf(extras));
const manifest = {
  python: frozen.version,
  head,
  files: Object.fromEntries(contents.map(([role], number) => [role, written[number]])),
  extras: { ...onRequest, names },
};
await writeFile(join(output, "manifest.json"), JSON.stringify(manifest, null, 1));
say("done");
process.exit(0);
