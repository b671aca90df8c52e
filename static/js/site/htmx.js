// htmx, held to the content security policy: it evaluates nothing, adds no styles, asks only us.
import htmx from "htmx.org/dist/htmx.esm.js";
import { toast } from "./toast.js";

Object.assign(htmx.config, {
  allowEval: false,
  allowScriptTags: false,
  includeIndicatorStyles: false,
  selfRequestsOnly: true,
  historyEnabled: false,
  timeout: 20_000,
});

const COULD_NOT = "Your answer did not reach the site. Nothing is lost: send it once more.";
document.addEventListener("htmx:sendError", () => toast(COULD_NOT, "wrong"));
document.addEventListener("htmx:timeout", () => toast(COULD_NOT, "wrong"));
document.addEventListener("htmx:responseError", (event) => {
  toast(
    `The site answered ${event.detail.xhr.status}. Reload the page, then send it once more.`,
    "wrong",
  );
});

/** Calls `bind(element)` for everything that htmx puts on the page. */
export function whenContentArrives(bind) {
  document.addEventListener("htmx:load", (event) => bind(event.detail.elt));
}
