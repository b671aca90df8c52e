// Saves what came out of the sandbox as a file. Its type is always that of plain bytes: a file of the
// learner's program must not be opened as a page of this site.

/** `file`: {download: its name, and text, base64 or blob}. */
export function saveFile({ download, text, base64, blob }) {
  const bytes = base64 ? Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0)) : text;
  const plain = new Blob([blob ?? bytes], { type: "application/octet-stream" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(plain);
  link.download = download;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
