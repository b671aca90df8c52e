// The results of an exercise's checks on the page: each beside its rule, a failed one with what was
// expected, what came, and the exchange that shows it.
import { exchangesOf } from "../answers.js";
import { element } from "../inspector/element.js";
import { describe } from "../inspector/failure.js";
import { Panel as ResponsePanel } from "../inspector/panels/response.js";

const NAMES = { flask: "Flask", django: "Django" };

export class Results {
  #root;
  #sideOf;
  #twoSides = false;

  /** `sideOf(framework)`: the side whose code a result is about. */
  constructor(root, sideOf) {
    this.#root = root;
    this.#sideOf = sideOf;
  }

  #part(name) {
    return this.#root.querySelector(`[data-exercise-${name}]`);
  }

  begin(twoSides) {
    this.#twoSides = twoSides;
    this.#part("results").replaceChildren(element("p", {}, "Running the checks …"));
    for (const item of this.#root.querySelectorAll("[data-check]")) {
      item.dataset.outcome = "waiting";
      item.querySelector(".exercise__outcome")?.remove();
    }
  }

  /** One check came out; in two frameworks it has passed when it has in both. */
  show(framework, result) {
    const item = this.#root.querySelector(`[data-check="${CSS.escape(result.name)}"]`);
    if (!item) return;
    const before = item.dataset.outcome;
    item.dataset.outcome = result.ok && before !== "failed" ? "passed" : "failed";
    if (result.ok) return;
    const place = item.querySelector(".exercise__outcome") ?? element("div.exercise__outcome");
    place.append(this.#failure(framework, result));
    item.append(place);
  }

  #failure(framework, { message, expected, actual, exchange, exchanges, error }) {
    const side = this.#sideOf(framework);
    const shown = exchangesOf({ exchanges })?.[exchange ?? -1];
    return element(
      "div.exercise__failure",
      {},
      this.#twoSides && element("b", {}, `${NAMES[framework]}: `),
      message && element("p", {}, message),
      (expected || actual) &&
        element(
          "dl.exercise__difference",
          {},
          element("dt", {}, "expected"),
          element("dd", {}, expected),
          element("dt", {}, "came"),
          element("dd", {}, actual),
        ),
      error && describe(error, (file, line) => side.files.open(file, line)),
      shown && exchangeOf(shown),
    );
  }

  conclude(solved, helped) {
    const failed = this.#root.querySelectorAll("[data-check][data-outcome=failed]").length;
    const text = failed === 1 ? "One check fails." : `${failed} checks fail.`;
    this.say(solved ? "All checks pass." : text);
    if (!solved) return;
    const state = this.#part("state");
    state.hidden = false;
    state.querySelector("span").textContent = helped ? "Solved with help" : "Solved";
  }

  say(text) {
    this.#part("results").replaceChildren(element("p", {}, text));
  }

  /** A sentence and one thing that can be done about it. */
  offer(text, label, act) {
    const button = element(
      "button.btn.btn-sm.btn-outline-secondary",
      { type: "button", onclick: act },
      label,
    );
    this.#part("results").replaceChildren(element("p", {}, `${text} `, button));
  }

  /** What a known mistake has to say, below the results. `html` is the site's own. */
  hint(html) {
    const place = element("div.exercise__mistake");
    place.innerHTML = html;
    this.#part("results").append(place);
  }
}

function exchangeOf(exchange) {
  const place = element("div");
  new ResponsePanel(place).show(exchange);
  const { method, path } = exchange.request;
  const summary = `${method} ${path} → ${exchange.response.status}`;
  return element("details", {}, element("summary", {}, summary), place);
}
