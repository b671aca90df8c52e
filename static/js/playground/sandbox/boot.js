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

/** Lay out the packages' files. Index: [[path, size], …]. */
export function layOutFiles(FS, archive) {
  const [index, bytes] = opened(archive);
  const made = new Set();
  let at = 0;
  for (const [path, size] of index) {
    const folder = path.slice(0, path.lastIndexOf("/"));
    if (!made.has(folder)) {
      FS.mkdirTree(folder);
      made.add(folder);
    }
    // canOwn: the file is the slice of the archive itself, nothing is copied.
    FS.writeFile(path, bytes.subarray(at, at + size), { canOwn: true });
    at += size;
  }
}

/**
 * Pyodide's settings for starting from a snapshot. Index: {header: bytes of Pyodide's own head,
 * heap: bytes of memory, runs: [[address, size], …]}. Only memory that differs from that of a fresh
 * interpreter is in the snapshot; Pyodide is given its head alone, after we have filled in the rest.
 */
export function fromSnapshot(container, createPyodideModule) {
  const [{ header, heap, runs }, bytes] = opened(container);
  return {
    _loadSnapshot: bytes.slice(0, header),
    async createPyodideModule(settings) {
      const module = await createPyodideModule(settings);
      if (heap > module.HEAPU8.length) module.growMemory(heap);
      let at = header;
      for (const [address, size] of runs) {
        module.HEAPU8.set(bytes.subarray(at, at + size), address);
        at += size;
      }
      return module;
    },
  };
}
