// What an exercise asks the site for, and tells it.
import { csrfToken } from "../../site/csrf.js";
import { record } from "../outbox.js";

/** Post a question; resolves to the answer, rejects with the site's own words. */
export async function ask(url, fields) {
  const response = await fetch(url, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": csrfToken() },
    body: JSON.stringify({ ...fields, key: crypto.randomUUID() }),
  });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.error ?? `The site answered ${response.status}.`);
  return answer;
}

/** Tell a fact, which is kept until the site has it. Resolves to whether it has it now. */
export function tell(url, fact) {
  return record(url, fact);
}
