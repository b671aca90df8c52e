// An exception, for reading: the message, the learner's line, what it means, the traceback with the
// framework's part folded.
import { element, place } from "./element.js";

/** `open(file, line)` shows a line of the learner's code. */
export function describe(error, open) {
  const { type, message, where, teaching } = error;
  const head = element("strong.is-error", {}, message ? `${type}: ${message}` : String(type));
  return element(
    "div.failure",
    {},
    element("p.failure__head", {}, head, " ", place(where, open)),
    teaching && lesson(teaching),
    traceback(error, open),
  );
}

/** What an error means: {title, meaning, cause, mend, other, href}. */
export function lesson({ title, meaning, cause, mend, other, href }) {
  return element(
    "div.failure__lesson",
    {},
    element("p.failure__title", {}, words(title)),
    element("p", {}, words([meaning, cause].filter(Boolean).join(" "))),
    mend && element("p", {}, element("b", {}, "Next: "), words(mend)),
    other && element("p.failure__other", {}, words(other)),
    href && element("p", {}, element("a", { href }, "Where the course explains it")),
  );
}

/** A text in which `code` stands between backticks, in parts. */
function words(text) {
  return text.split(/`([^`]+)`/).map((part, i) => (i % 2 ? element("code", {}, part) : part));
}

function traceback({ frames, text }, open) {
  if (!frames?.length)
    return text ? element("details", {}, summary("Traceback"), String(text)) : null;
  return element(
    "details.failure__traceback",
    {},
    summary("Traceback"),
    stretches(frames).map(({ own, frames: run }) =>
      own
        ? run.map((frame) => frameOf(frame, open))
        : element(
            "details.failure__folded",
            {},
            summary(
              `${run.length} ${run.length === 1 ? "step" : "steps"} inside ${libraries(run)}`,
            ),
            run.map((frame) => frameOf(frame, null)),
          ),
    ),
  );
}

function summary(text) {
  return element("summary", {}, text);
}

/** Frames in runs of the learner's own and of libraries'. */
function stretches(frames) {
  const runs = [];
  for (const frame of frames) {
    if (runs.at(-1)?.own !== frame.own) runs.push({ own: frame.own, frames: [] });
    runs.at(-1).frames.push(frame);
  }
  return runs;
}

function libraries(frames) {
  const names = new Set(frames.map(({ library }) => library).filter(Boolean));
  return [...names].join(", ") || "the framework";
}

function frameOf({ file, line, function: name, code: source }, open) {
  const where = open
    ? place({ file, line }, open)
    : element("span.failure__place", {}, `${file}, line ${line}`);
  return element(
    "div.failure__frame",
    {},
    where,
    ` in ${name}`,
    source && element("code", {}, String(source)),
  );
}
