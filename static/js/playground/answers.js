// What the harness answers, held to the shapes in harness/shapes.py. A learner's program shares the
// harness's interpreter and can make it answer anything: whatever has another shape is refused or
// left out here, once, so that the rest of the page can rely on what it gets.
const MOST_EXCHANGES = 50; // of one visit: the harness follows 20 redirects
const MOST_SUPPLIED = 50; // files
const MOST_HEADERS = 500;

let links; // lesson#section → address, once asked for

function text(value, most) {
  return typeof value === "string" ? value.slice(0, most) : "";
}

function number(value) {
  return Number.isFinite(value) ? value : 0;
}

function list(value, most) {
  return Array.isArray(value) ? value.slice(0, most) : [];
}

function placeOf(value) {
  if (typeof value?.file !== "string" || !Number.isInteger(value.line)) return null;
  return { file: value.file.slice(0, 500), line: value.line };
}

export function errorOf(value) {
  if (typeof value !== "object" || value === null) return null;
  return {
    type: text(value.type, 200) || "Error",
    message: text(value.message, 10_000),
    where: placeOf(value.where),
    frames: list(value.frames, 200).map(frameOf),
    text: text(value.text, 200_000),
    teaching: teachingOf(value.teaching),
  };
}

function frameOf(value) {
  return {
    file: text(value?.file, 500),
    line: Number.isInteger(value?.line) ? value.line : 0,
    function: text(value?.function, 500),
    code: text(value?.code, 2000),
    own: value?.own === true,
    library: text(value?.library, 200),
  };
}

/** What an error means. Where the course explains it, the page knows: see blocks.teaching_links. */
export function teachingOf(value) {
  if (typeof value !== "object" || value === null) return null;
  const words = ["title", "meaning", "cause", "mend", "other"].map((name) => [
    name,
    text(value[name], 2000),
  ]);
  links ??= JSON.parse(document.getElementById("teaching-links")?.textContent ?? "{}");
  const section = text(value.section, 200);
  const href = Object.hasOwn(links, section) ? links[section] : "";
  return { ...Object.fromEntries(words), id: text(value.id, 100), href };
}

function requestOf(value) {
  return {
    method: text(value?.method, 20),
    path: text(value?.path, 10_000),
    query: text(value?.query, 10_000),
    headers: headersOf(value?.headers),
    body: text(value?.body, 200_000),
  };
}

function headersOf(value) {
  const isPair = (pair) => typeof pair?.[0] === "string" && typeof pair[1] === "string";
  return list(value, MOST_HEADERS).filter(isPair);
}

function responseOf(value) {
  return {
    status: value.status,
    reason: text(value.reason, 200),
    headers: headersOf(value.headers),
    text: typeof value.text === "string" ? value.text : null,
    base64: typeof value.base64 === "string" ? value.base64 : null,
    bytes: number(value.bytes),
    truncated: value.truncated === true,
    type: text(value.type, 200),
    download: text(value.download, 200),
  };
}

function queryOf(value) {
  return {
    ...value,
    sql: text(value.sql, 50_000),
    milliseconds: number(value.milliseconds),
    where: placeOf(value.where),
  };
}

/** An exchange, or null. What else it carries (a trace) is passed on as it came. */
function exchangeOf(value) {
  const status = value?.response?.status;
  if (!Number.isInteger(status) || status < 0 || status > 999) return null;
  return {
    ...value,
    request: requestOf(value.request),
    response: responseOf(value.response),
    milliseconds: number(value.milliseconds),
    queries: list(value.queries, 5000)
      .filter((query) => typeof query === "object" && query !== null)
      .map(queryOf),
    queries_left_out: number(value.queries_left_out),
    error: errorOf(value.error),
    teaching: teachingOf(value.teaching),
  };
}

/** The exchanges that a visit led to, or null if the answer holds none. */
export function exchangesOf(answer) {
  const exchanges = list(answer?.exchanges, MOST_EXCHANGES).map(exchangeOf);
  return exchanges.length === 0 || exchanges.includes(null) ? null : exchanges;
}

/** How a start went; an answer without a report's shape is a start that failed. */
export function reportOf(answer) {
  const supplied = Object.entries(answer?.supplied ?? {}).filter(
    ([path, code]) => path.length < 500 && typeof code === "string",
  );
  return {
    ...answer,
    ok: answer?.ok === true,
    error: errorOf(answer?.error),
    supplied: Object.fromEntries(supplied.slice(0, MOST_SUPPLIED)),
  };
}
