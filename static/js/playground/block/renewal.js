// With the first edit a running program and the learner's files are no longer the same. A command of
// the terminal is about the files: for it the program is started anew with them, as a server does
// that notices edits, and finds its data, its cookies and the terminal as they were.
import { reportOf } from "../answers.js";

const OVERTAKEN = "The app was stopped or run again meanwhile.";
const NOT_STARTED =
  "Your files don't start as they are, so the command was not run. The app goes on as it was.";

export function sameFiles(some, others) {
  const paths = Object.keys(some);
  return (
    paths.length === Object.keys(others).length &&
    paths.every((path) => some[path] === others[path])
  );
}

/** `files` with `changes`: path → text, or null for a file that is gone. */
export function withChanges(files, changes) {
  const all = Object.entries({ ...files, ...changes });
  return Object.fromEntries(all.filter(([, text]) => text !== null));
}

/**
 * Start `program` in `interpreter` beside one that goes on running; `isWanted()` tells whether it
 * still does. Resolves to the report; else ends the new one and rejects: an Error, with `error` if
 * the program itself is why.
 */
export async function startBeside(interpreter, program, isWanted) {
  try {
    const report = reportOf(await interpreter.call("start", program));
    if (!isWanted()) throw new Error(OVERTAKEN);
    if (!report.ok) throw Object.assign(new Error(NOT_STARTED), { error: report.error });
    return report;
  } catch (error) {
    interpreter.close();
    throw error;
  }
}
