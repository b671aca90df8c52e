// Fetches the runtime's files, once a page, and says how far it is.
//
// They come as Blobs: a Blob is handed to the sandbox by reference, while 40 MB of ArrayBuffer would
// be copied from process to process. XMLHttpRequest, because it reports progress of a Blob.

export function fetchBlob({ url }, onBytes = () => {}) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("GET", url);
    request.responseType = "blob";
    request.timeout = 120_000;
    request.onprogress = ({ loaded }) => onBytes(loaded);
    const fail = (why) => () => reject(new Error(why));
    request.onerror = fail("The connection to the server was lost.");
    request.ontimeout = fail("The server took longer than two minutes.");
    request.onload = () => {
      if (request.status === 200) resolve(request.response);
      else reject(new Error(`The server answered ${request.status} for a file of the runtime.`));
    };
    request.send();
  });
}

/**
 * Fetch everything that starting a Python takes.
 *
 * `files`: role → {url, size, sent} (bytes plain, and as sent). `onFile(role, blob)` is called as each
 * arrives, `onProgress` with {done, total} in bytes as sent. Resolves when all are there; rejects
 * with a sentence for the learner.
 */
export async function fetchFiles(files, onFile, onProgress) {
  const roles = Object.keys(files);
  const total = roles.reduce((sum, role) => sum + files[role].sent, 0);
  const parts = Object.fromEntries(roles.map((role) => [role, 0]));
  await Promise.all(
    roles.map(async (role) => {
      const blob = await fetchBlob(files[role], (loaded) => {
        const { sent, size } = files[role];
        parts[role] = size ? sent * Math.min(1, loaded / size) : 0;
        onProgress({ done: roles.reduce((sum, each) => sum + parts[each], 0), total });
      });
      await onFile(role, blob);
    }),
  );
  onProgress({ done: total, total });
}
