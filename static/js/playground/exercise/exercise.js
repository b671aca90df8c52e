// An exercise: its app block with the checks that judge it, hints, known mistakes and the solution.
import { element } from "../inspector/element.js";
import { Results } from "./results.js";
import { ask, tell } from "./server.js";
import { runSuite } from "./suite.js";

const UNSENT = "Your result is kept in this browser until the site can be reached.";

export class Exercise {
  #config;
  #block;
  #sandbox;
  #part;
  #results;
  #running = false;
  #turn = 0; // number of the run of checks, to tell an older one's hint that it is too late
  #helped;
  #given;
  #tried = new Map(); // framework → {starter, mistakes} as they came out of the checks

  constructor(root, block, sandbox) {
    // The block's own configuration comes first.
    this.#config = JSON.parse(
      [...root.querySelectorAll("script[type='application/json']")].at(-1).textContent,
    );
    this.#block = block;
    this.#sandbox = sandbox;
    this.#part = (name) => root.querySelector(`[data-exercise-${name}]`);
    this.#results = new Results(root, (framework) => this.#side(framework));
    this.#helped = /help/.test(this.#part("state").textContent);
    this.#given = this.#part("hints").children.length;
    this.#bind(root);
  }

  #side(framework) {
    return this.#block.sides.find((side) => side.framework === framework);
  }

  #bind(root) {
    this.#part("actions").hidden = false;
    root.addEventListener("click", ({ target }) => {
      const button = target.closest("button");
      const { exerciseCheck, exerciseHint, exerciseSolution } = button?.dataset ?? {};
      if (exerciseCheck) this.#check(exerciseCheck);
      if (exerciseHint !== undefined) this.#hint(button);
      if (exerciseSolution) this.#offerSolution(exerciseSolution);
    });
  }

  // --- checks --------------------------------------------------------------------------------

  /** Run the checks; `choice` is a framework, or "both". */
  async #check(choice) {
    if (this.#running) return;
    this.#running = true;
    this.#turn += 1;
    const frameworks = choice === "both" ? ["flask", "django"] : [choice];
    const outcomes = {};
    this.#results.begin(frameworks.length > 1);
    try {
      for (const framework of frameworks) outcomes[framework] = await this.#judge(framework);
      await this.#conclude(outcomes);
    } catch (error) {
      this.#results.say(`The checks could not be run. ${error.message}`);
    } finally {
      this.#running = false;
    }
  }

  /** Results of every check in one framework, shown as they come. */
  async #judge(framework) {
    const { checks, source } = this.#config;
    const program = this.#program(framework, this.#side(framework).files.texts());
    const results = [];
    for await (const result of runSuite(this.#sandbox, program, source, checks)) {
      results.push(result);
      this.#results.show(framework, result);
      const next = results.length + 1;
      if (next <= checks.length) this.#results.say(`Check ${next} of ${checks.length} …`);
    }
    return results;
  }

  #program(framework, files) {
    return { framework, files, superuser: this.#block.superuser };
  }

  async #conclude(outcomes) {
    const entries = Object.entries(outcomes);
    const solved = entries.every(([, results]) => results.every(({ ok }) => ok));
    this.#results.conclude(solved, this.#helped);
    const sent = tell(this.#config.urls.record, {
      results: Object.fromEntries(
        entries.map(([framework, results]) => [framework, passedOf(results)]),
      ),
      files: Object.fromEntries(
        entries.map(([framework]) => [framework, this.#changes(framework)]),
      ),
    });
    if ((await sent) === "waiting") this.#results.say(UNSENT);
    if (solved) return;
    const [framework, results] = entries.find(([, each]) => each.some(({ ok }) => !ok));
    this.#recognise(framework, results); // in spare time: nothing waits for it
  }

  /** Files that differ from the starter; what was deleted is left out. */
  #changes(framework) {
    const { changes } = this.#side(framework).files.workspace;
    return Object.fromEntries(Object.entries(changes).filter(([, text]) => text !== null));
  }

  // --- known mistakes --------------------------------------------------------------------------

  /** Whether the learner's code fails as a known mistake does; if so, its hint. */
  async #recognise(framework, results) {
    if (!this.#config.mistakes[framework]) return;
    const turn = this.#turn;
    try {
      const { starter, mistakes } = await this.#known(framework);
      const own = { files: this.#side(framework).files.texts(), results: outcomesOf(results) };
      const python = this.#sandbox.take();
      const found = await python.call("recognise", { own, starter, mistakes });
      python.close();
      if (!Number.isInteger(found.mistake) || turn !== this.#turn) return;
      const { id } = mistakes[found.mistake];
      const { html } = await ask(this.#config.urls.mistake, { mistake: id });
      this.#results.hint(html);
    } catch {
      // A hint that doesn't come is no reason to disturb: the results say what is wrong.
    }
  }

  async #known(framework) {
    if (!this.#tried.has(framework)) {
      const url = `${this.#config.urls.mistakes}?framework=${framework}`;
      const response = await fetch(url);
      if (!response.ok) throw new Error(`The site answered ${response.status}.`);
      const { mistakes } = await response.json();
      const lesson = this.#side(framework).files.workspace.lesson();
      const starter = await this.#try(framework, lesson);
      const tried = [];
      for (const { id, files } of mistakes) {
        tried.push({ id, ...(await this.#try(framework, { ...lesson, ...files })) });
      }
      this.#tried.set(framework, { starter, mistakes: tried });
    }
    return this.#tried.get(framework);
  }

  async #try(framework, files) {
    const { checks, source } = this.#config;
    const results = [];
    const program = this.#program(framework, files);
    for await (const result of runSuite(this.#sandbox, program, source, checks)) {
      results.push(result);
    }
    return { files, results: outcomesOf(results) };
  }

  // --- help ------------------------------------------------------------------------------------

  async #hint(button) {
    button.disabled = true;
    try {
      const { html, number, of } = await ask(this.#config.urls.hint, { number: this.#given + 1 });
      this.#given = number;
      this.#helped = true;
      const item = element("li.exercise__hint");
      item.innerHTML = html; // the site's own, as the page would have had it
      this.#part("hints").append(item);
      this.#part("hints").hidden = false;
      button.querySelector("span").textContent = "Next hint";
      button.hidden = number === of;
    } catch (error) {
      this.#results.say(`The hint did not come. ${error.message}`);
    }
    button.disabled = false;
  }

  #offerSolution(framework) {
    const show = () => this.#solution(framework);
    if (this.#helped) show();
    else this.#results.offer("Seeing the solution counts as help.", "Show it", show);
  }

  async #solution(framework) {
    const side = this.#side(framework);
    try {
      const { files } = await ask(this.#config.urls.solution, { framework });
      this.#helped = true;
      const solution = Object.fromEntries(files.map(({ path, text }) => [path, text]));
      const { compare } = await import("../block/compare-dialog.js");
      compare({
        title: `A solution in ${side.name}`,
        note: "Yours is kept as an earlier version, whatever you do here.",
        left: { label: "The solution", texts: { ...side.files.workspace.lesson(), ...solution } },
        right: { label: "Yours", texts: side.files.texts() },
        actions: [
          {
            label: "Take the solution",
            act: () => side.files.replace(solution, "before the solution"),
          },
          {
            label: "Take the right side",
            act: (texts) => side.files.replace(texts, "before the solution"),
          },
        ],
      });
    } catch (error) {
      this.#results.say(`The solution did not come. ${error.message}`);
    }
  }
}

function passedOf(results) {
  return Object.fromEntries(results.map(({ name, ok }) => [name, ok]));
}

function outcomesOf(results) {
  return results.map(({ name, signature }) => ({ name, signature }));
}
