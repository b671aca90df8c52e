// What an exercise asks the site for, and tells it.
import { csrfToken } from "../../site/csrf.js";
import { ofLearner } from "../../site/learner.js";
import { newKey } from "../../site/outbox/key.js";
import { record } from "../../site/outbox/outbox.js";

/** Post a question; resolves to the answer, rejects with the site's own words. */
export async function ask(url, fields) {
  const response = await fetch(url, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": csrfToken(), ...ofLearner() },
    body: JSON.stringify({ ...fields, key: newKey() }),
  });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.error ?? `The site answered ${response.status}.`);
  return answer;
}

/** Tell a fact, which is kept until the site has it. Resolves to "saved", "waiting" or "refused". */
export function tell(url, fact) {
  return record(url, fact);
}
