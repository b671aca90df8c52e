// Runs an exercise's checks on a program, one after the other, each on a fresh start of it. One that
// never ends is ended after ten seconds, and the next goes on in another Python.

const STOPPED = "Stopped: no answer after ten seconds. Is there a loop that never ends?";

/**
 * Results of `checks` ([{name, title}, …]) as they come: see CheckResult in the harness's shapes.
 * `source` is the text of the checks, `program` {framework, files, superuser}.
 */
export async function* runSuite(sandbox, program, source, checks) {
  let python = null;
  try {
    for (const { name, title } of checks) {
      if (!python) {
        python = sandbox.take();
        await python.call("checks", { program, checks: source });
      }
      try {
        yield resultOf(await python.call("check", { name }), name, title);
      } catch (error) {
        if (!error.timeout) throw error;
        python = null;
        yield failed(name, title, STOPPED);
      }
    }
  } finally {
    python?.close();
  }
}

function failed(name, title, message) {
  return { ...EMPTY, name, title, message, signature: "stopped" };
}

const EMPTY = {
  ok: false,
  message: "",
  expected: "",
  actual: "",
  exchange: null,
  exchanges: [],
  error: null,
  signature: "",
};

/** A result whatever the learner's program made of it: it shares the interpreter with the checks. */
function resultOf(answer, name, title) {
  if (answer?.refused) return failed(name, title, String(answer.refused));
  const given = typeof answer === "object" && answer !== null ? answer : {};
  const text = (value) => (typeof value === "string" ? value.slice(0, 20_000) : "");
  return {
    name,
    title,
    ok: given.ok === true,
    message: text(given.message),
    expected: text(given.expected),
    actual: text(given.actual),
    exchange: Number.isInteger(given.exchange) ? given.exchange : null,
    exchanges: Array.isArray(given.exchanges) ? given.exchanges : [],
    error: given.error ?? null,
    signature: text(given.signature),
  };
}
