// What came out of the sandbox, in words. Everything in it is the learner's program's to choose, so
// it is only ever put on the page as text.

export function megabytes(bytes) {
  return (bytes / 1e6).toFixed(1);
}

export function size(bytes) {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1e6 ? `${(bytes / 1000).toFixed(1)} KB` : `${megabytes(bytes)} MB`;
}

/** "302 → 200 OK", "3 ms", "2.1 KB", "2 queries": the parts of the status line. */
export function summary(exchanges) {
  const last = exchanges.at(-1);
  const { status, reason, bytes } = last.response;
  const before = exchanges.slice(0, -1).map((exchange) => `${exchange.response.status} → `);
  const time = exchanges.reduce((sum, exchange) => sum + exchange.milliseconds, 0);
  const queries = exchanges.reduce((sum, exchange) => sum + exchange.queries.length, 0);
  const parts = [`${time < 10 ? time.toFixed(1) : Math.round(time)} ms`, size(bytes)];
  if (queries) parts.push(queries === 1 ? "1 query" : `${queries} queries`);
  return { code: `${before.join("")}${status || ""}`, reason, status, parts };
}

/** The path, with its query, that an exchange asked for. */
export function pathOf({ request }) {
  return request.query ? `${request.path}?${request.query}` : request.path;
}

export function header({ response }, name) {
  return response.headers.find(([each]) => each.toLowerCase() === name)?.[1];
}
