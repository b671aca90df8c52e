// What a bench makes of its rounds: numbers, and the sentences that they allow.

/** Of `values`, sorted or not: the one below which `part` of them lie (0.5: the median). */
export function quantile(values, part) {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * part;
  const low = Math.floor(at);
  const high = Math.min(low + 1, sorted.length - 1);
  return sorted[low] + (sorted[high] - sorted[low]) * (at - low);
}

/**
 * One row of a bench: `series` is {label, name, framework, rounds}, a round as the harness measures it
 * (milliseconds, query_milliseconds and queries of one request).
 */
export function summary({ rounds, ...series }) {
  const all = rounds.map((round) => round.milliseconds);
  const total = all.reduce((sum, ms) => sum + ms, 0);
  const inQueries = rounds.reduce((sum, round) => sum + round.query_milliseconds, 0);
  return {
    ...series,
    median: quantile(all, 0.5),
    low: quantile(all, 0.25),
    high: quantile(all, 0.75),
    fastest: Math.min(...all),
    slowest: Math.max(...all),
    queries:
      Math.round(
        quantile(
          rounds.map((round) => round.queries),
          0.5,
        ) * 10,
      ) / 10,
    share: total > 0 ? Math.min(inQueries / total, 1) : 0,
  };
}

/** `0.084 ms`, `1.83 ms`, `27.1 ms`, `310 ms`: three digits, for none of them says more. */
export function milliseconds(value) {
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 3;
  return `${value.toFixed(digits)} ms`;
}

export const percent = (share) => `${Math.round(share * 100)} %`;

/**
 * What the rows say, two and two: the sides of one request, then the requests of one side. Each is a
 * list of parts: text, or {code}.
 */
export function sentences(rows) {
  const labels = [...new Set(rows.map((row) => row.label))];
  const names = [...new Set(rows.map((row) => row.name))];
  const found = [];
  for (const label of names.length > 1 ? labels : []) {
    const those = rows.filter((row) => row.label === label);
    found.push([{ code: label }, ": ", ...compared(those, (row) => row.name)]);
  }
  for (const name of labels.length > 1 ? names : []) {
    const those = rows.filter((row) => row.name === name);
    found.push([`Within ${name}: `, ...compared(those, (row) => ({ code: row.label }))]);
  }
  return found;
}

/** The quickest and the slowest. Where the middle halves of the rounds overlap, there is no telling. */
function compared(rows, called) {
  const sorted = [...rows].sort((a, b) => a.median - b.median);
  const [quick, slow] = [sorted[0], sorted.at(-1)];
  const ratio = slow.median / quick.median;
  if (quick.high >= slow.low || ratio < 1.05) {
    return [called(quick), " and ", called(slow), " can't be told apart."];
  }
  const times = ratio.toFixed(ratio < 10 ? 1 : 0);
  return [called(slow), ` takes ${times} times as long as `, called(quick), "."];
}
