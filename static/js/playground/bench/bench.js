// The bench under an app: asks the harness of each side for its requests, round by round and in
// turn, so that whatever else the machine is doing hits all of them alike.
import { element } from "../inspector/element.js";
import { chart, table } from "./chart.js";
import { sentences, summary } from "./statistics.js";

const NOT_RUNNING = "The app doesn't run, so there is nothing to measure. Its console says why.";
const STRANGE = "The program answered something that is no measurement. Run starts it again.";

export class Bench {
  #root;
  #block;
  #bench;
  #button;
  #progress;
  #results;
  #legend;
  #says;
  #stopped = true;

  /** `bench`: {requests, times, rounds}, as the lesson has it. */
  constructor(root, block, bench) {
    this.#root = root;
    this.#block = block;
    this.#bench = bench;
    const part = (name) => root.querySelector(`[data-bench-${name}]`);
    this.#button = part("measure");
    this.#progress = part("progress");
    this.#results = part("results");
    this.#legend = part("legend");
    this.#says = part("says");
    this.#button.addEventListener("click", () => {
      if (this.#stopped) this.#measure();
      else this.#stopped = true;
    });
    root.hidden = false;
  }

  async #measure() {
    this.#show({ measuring: true });
    this.#says.replaceChildren();
    try {
      await this.#block.run(); // the code as it is now, and a database without older rounds' rows
      const sides = this.#block.sides;
      if (sides.some((side) => !side.running)) throw new Error(NOT_RUNNING);
      const series = await this.#rounds(sides);
      if (series) this.#tell(series.map(summary));
      else this.#clear();
    } catch (error) {
      this.#clear();
      this.#says.replaceChildren(element("p", {}, error.message));
    } finally {
      this.#show({ measuring: false });
    }
  }

  /** All rounds; null if the learner stops before the first is over. */
  async #rounds(sides) {
    const { requests, times, rounds } = this.#bench;
    const series = requests.flatMap((request) =>
      sides.map((side) => ({ ...described(request, side), request, side, rounds: [] })),
    );
    for (let round = 0; round < rounds && !this.#stopped; round += 1) {
      this.#progress.value = round / rounds;
      const order = round % 2 ? series.toReversed() : series;
      for (const each of order) {
        each.rounds.push(await measure(each, times));
        if (this.#stopped) break;
      }
      if (series.every((each) => each.rounds.length > round)) this.#draw(series.map(summary));
    }
    return series.every((each) => each.rounds.length) ? series : null;
  }

  /** Numbers of other code, or of half a measurement, would be taken for this one's. */
  #clear() {
    this.#results.replaceChildren();
    this.#legend.hidden = true;
  }

  #draw(rows) {
    const open = this.#results.querySelector("details")?.open ?? false;
    const numbers = element(
      "details.bench__numbers",
      { open },
      element("summary", {}, "The numbers"),
      table(rows),
    );
    this.#results.replaceChildren(chart(rows), numbers);
    this.#legend.hidden = false;
  }

  #tell(rows) {
    const asElement = (part) => (part.code ? element("code", {}, part.code) : part);
    const items = sentences(rows).map((parts) => element("li", {}, parts.map(asElement)));
    this.#says.replaceChildren(element("ul", {}, items));
  }

  #show({ measuring }) {
    this.#stopped = !measuring;
    this.#progress.hidden = !measuring;
    this.#progress.value = 0;
    this.#root.setAttribute("aria-busy", String(measuring));
    this.#button.querySelector("span").textContent = measuring ? "Stop measuring" : "Measure";
  }
}

function described({ method, path }, { name, framework }) {
  return { label: method === "GET" ? path : `${method} ${path}`, name, framework };
}

async function measure({ side, request, name }, times) {
  try {
    return measured(await side.call("bench", { request, times }));
  } catch (error) {
    throw new Error(`${name}: ${error.message}`);
  }
}

/** A round, whatever the learner's program made of it: it shares the interpreter with the harness. */
function measured(answer) {
  const numbers = ["milliseconds", "query_milliseconds", "queries"];
  if (!numbers.every((name) => Number.isFinite(answer?.[name]) && answer[name] >= 0)) {
    throw new Error(STRANGE);
  }
  return answer;
}
