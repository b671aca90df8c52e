// One fact on its way to the server, and what the answer means for it.
import { csrfToken } from "../csrf.js";
import { ofLearner } from "../learner.js";

const ALIVE = 60_000; // bytes: more than that no browser sends once its page is gone
const PATIENCE = 20_000; // ms
const WEEK = 7 * 24 * 60 * 60 * 1000;
// What was sent can't be right, now or later. Anything else may be taken another time.
const NEVER = [400, 405, 409, 410, 413, 415, 422];

export const FORM = "application/x-www-form-urlencoded";

/**
 * Send a fact. Resolves to {outcome, html}: "saved"; "refused", for good; "theirs", if somebody else
 * is signed in; "later". Rejects where nothing answers.
 */
export async function deliver({ url, type, body, who, at }) {
  const response = await fetch(url, {
    method: "POST",
    keepalive: new Blob([body]).size < ALIVE,
    signal: AbortSignal.timeout(PATIENCE),
    headers: {
      "Content-Type": type,
      "X-CSRFToken": csrfToken(),
      ...ofLearner(who),
      ...(type === FORM && { "HX-Request": "true" }),
    },
    body,
  });
  if (response.ok) return { outcome: "saved", html: type === FORM ? await response.text() : "" };
  return { outcome: meaning(response.status, at) };
}

function meaning(status, at) {
  if (status === 412) return "theirs";
  // A lesson that isn't there may be back tomorrow.
  const tooLate = status === 404 && Date.now() - at > WEEK;
  return NEVER.includes(status) || tooLate ? "refused" : "later";
}

/** Whether an answer that got this status may be taken another time. 0: nothing answered. */
export function mayPass(status) {
  return status !== 404 && meaning(status, Date.now()) !== "refused";
}
