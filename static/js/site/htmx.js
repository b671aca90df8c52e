// htmx, held to the content security policy: it evaluates nothing, adds no styles, asks only us.
import htmx from "htmx.org/dist/htmx.esm.js";
import { keepAnswer } from "./outbox/forms.js";
import { toast } from "./toast.js";

Object.assign(htmx.config, {
  allowEval: false,
  allowScriptTags: false,
  includeIndicatorStyles: false,
  selfRequestsOnly: true,
  historyEnabled: false,
  timeout: 20_000,
});

const COULD_NOT = "That did not reach the site. Try once more when you are online.";
for (const failure of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(failure, (event) => keepAnswer(event) || toast(COULD_NOT, "wrong"));
}
document.addEventListener("htmx:responseError", (event) => {
  const answered = `The site answered ${event.detail.xhr.status}.`;
  if (!keepAnswer(event)) toast(`${answered} Reload the page, then send it once more.`, "wrong");
});

/** Calls `bind(element)` for everything that htmx puts on the page. */
export function whenContentArrives(bind) {
  document.addEventListener("htmx:load", (event) => bind(event.detail.elt));
}
