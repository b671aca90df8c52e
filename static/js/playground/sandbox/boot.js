// Starts a Python from the memory snapshot: in the sandbox's worker, and in Node for the tests.
//
// Three things are put together: the interpreter (WebAssembly), its memory as it was after everything
// that lessons use had been imported (the snapshot), and the files that are not in that memory (the
// rest of the standard library, packages' data files). Memory is all that a snapshot holds: whatever
// lives on JavaScript's side, the file system first of all, has to be laid out again.
//
// Snapshot and files come in the same kind of container: the length of the index (uint32, little
// endian), the index (JSON), then bytes that the index tells apart.

const HOME = "/home/pyodide";

// Pyodide's list of packages, empty: ours come with the archive. It insists on its own ABI's name,
// which changes with the pinned version.
const NO_PACKAGES = { info: { abi_version: "2026_0" }, packages: {} };

/** What Pyodide has to be told so that it needs no network, whatever it is started for. */
export function settingsFor(extra) {
  return {
    lockFileContents: NO_PACKAGES,
    packageBaseUrl: "https://runtime.invalid/",
    env: { HOME, DJANGO_ALLOW_ASYNC_UNSAFE: "1", PYTHONHASHSEED: "0" },
    ...extra,
  };
}

/** Uint8Array of a container → [index, bytes after it]. */
function opened(container) {
  const view = new DataView(container.buffer, container.byteOffset);
  const end = 4 + view.getUint32(0, true);
  const index = JSON.parse(new TextDecoder().decode(container.subarray(4, end)));
  return [index, container.subarray(end)];
}

/** [index, chunks of bytes] → Uint8Array of a container. */
export function packed(index, chunks) {
  const head = new TextEncoder().encode(JSON.stringify(index));
  const size = chunks.reduce((sum, chunk) => sum + chunk.length, 4 + head.length);
  const container = new Uint8Array(size);
  new DataView(container.buffer).setUint32(0, head.length, true);
  container.set(head, 4);
  let at = 4 + head.length;
  for (const chunk of chunks) {
    container.set(chunk, at);
    at += chunk.length;
  }
  return container;
}

const FILE = 0o100666; // a plain file that everybody may read and write
const FOLDER = 0o040777;

/** The node of a folder, made where it is missing. `known`: path → node, of those seen before. */
function folderAt(path, known) {
  const seen = known.get(path);
  if (seen) return seen;
  const end = path.lastIndexOf("/");
  const parent = folderAt(path.slice(0, end), known);
  const name = path.slice(end + 1);
  const node = parent.contents[name] ?? parent.node_ops.mknod(parent, name, FOLDER, 0);
  known.set(path, node);
  return node;
}

/**
 * Lay out the packages' files. Index: [[path, size], …].
 *
 * Thousands of FS.writeFile() take longer than starting Python does: each looks its path up four
 * times. Nodes are made in their folder instead; what a file holds is a slice of the archive.
 */
export function layOutFiles(FS, archive) {
  const [index, bytes] = opened(archive);
  const folders = new Map([["", FS.root]]);
  let at = 0;
  for (const [path, size] of index) {
    const end = path.lastIndexOf("/");
    const folder = folderAt(path.slice(0, end), folders);
    const node = folder.node_ops.mknod(folder, path.slice(end + 1), FILE, 0);
    node.contents = bytes.subarray(at, at + size);
    node.usedBytes = size;
    at += size;
  }
}

/** Base64 → Uint8Array. */
function decoded(text) {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

/**
 * Pyodide's settings for starting from a snapshot: a container, or a promise of one. Index: {head:
 * Pyodide's own, in base64, heap: bytes of memory, runs: [[address, size], …]}; only memory that
 * differs from that of a fresh interpreter is in it. Whoever knows the head beforehand gives it: then
 * the interpreter is got ready while the rest is on its way.
 */
export function fromSnapshot(snapshot, createPyodideModule, head) {
  const container = Promise.resolve(snapshot).then(opened);
  return {
    _loadSnapshot: Promise.resolve(head ?? container.then(([index]) => index.head)).then(decoded),
    async createPyodideModule(settings) {
      const module = await createPyodideModule(settings);
      const [{ heap, runs }, bytes] = await container;
      if (heap > module.HEAPU8.length) module.growMemory(heap);
      let at = 0;
      for (const [address, size] of runs) {
        module.HEAPU8.set(bytes.subarray(at, at + size), address);
        at += size;
      }
      return module;
    },
  };
}
