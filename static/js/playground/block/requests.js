// Requests that an app's page asks for. The page is the learner's program's to write: what has the
// shape of a request is taken, bounded, and nothing else of it.
const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
const MOST = { path: 8000, fields: 1000, files: 20, headers: 100, body: 2_000_000 };

export function isPath(value) {
  return typeof value === "string" && value.startsWith("/") && value.length <= MOST.path;
}

/** A request for the harness, or null if `wanted` has not the shape of one. */
export function requestOf(wanted) {
  if (!isPath(wanted?.path)) return null;
  const method = METHODS.includes(wanted.method) ? wanted.method : "GET";
  const request = { method, path: wanted.path };
  if (Array.isArray(wanted.headers)) {
    request.headers = Object.fromEntries(pairs(wanted.headers, MOST.headers));
  }
  if (method === "GET" || method === "HEAD") return request;
  if (typeof wanted.body === "string") return { ...request, body: wanted.body.slice(0, MOST.body) };
  if (!Array.isArray(wanted.fields)) return request;
  const form = new Map();
  for (const [name, value] of pairs(wanted.fields, MOST.fields)) {
    form.set(name, [...(form.get(name) ?? []), value]);
  }
  const files = Array.isArray(wanted.files) ? wanted.files.slice(0, MOST.files).map(upload) : [];
  return { ...request, form: Object.fromEntries(form), files };
}

/** What a script of the page gets to see of an exchange. */
export function answerOf(id, exchange) {
  if (!exchange) return { id, failed: "The app did not answer." };
  const { request, response } = exchange;
  const { status, reason, headers, text, base64 } = response;
  if (status === 0) return { id, failed: text ?? "The request could not be sent." };
  return { id, status, reason, headers, text, base64, path: request.path };
}

function pairs(list, most) {
  const isPair = (pair) => Array.isArray(pair) && pair.every((each) => typeof each === "string");
  return list.slice(0, most).filter(isPair);
}

function upload(file) {
  const part = (name) => (typeof file?.[name] === "string" ? file[name] : "");
  return Object.fromEntries(
    ["name", "filename", "type", "base64"].map((name) => [name, part(name)]),
  );
}
