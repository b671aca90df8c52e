// Python inside the running app: its models, its context, its database.
import { errorOf } from "../../answers.js";
import { describe } from "../failure.js";
import { Repl } from "../repl.js";

const STALE =
  "The shell is inside the app as it was started, without your edits since: Run, or a command in " +
  "the terminal, starts it with them.\n";

export class Panel {
  static ofExchange = false;
  #side;
  #repl;
  #greeted = false;
  #warned = false; // that the learner's files have changed

  constructor(place, { side }) {
    this.#side = side;
    this.#repl = new Repl(place, {
      label: `Python in the ${side.name} app`,
      prompt: ">>> ",
      hint: side.framework === "django" ? "Note.objects.count()" : "app.url_map",
      submit: (code) => this.#submit(code),
    });
    for (const name of ["begin", "renewed"]) {
      side.addEventListener(name, () => {
        this.#greeted = this.#warned = false;
      });
    }
  }

  show() {}

  async #submit(code) {
    if (!code.trim()) return true;
    if (this.#side.stale && !this.#warned) {
      this.#repl.print([{ stream: "note", text: STALE }]);
      this.#warned = true;
    }
    // A block goes on until an empty line ends it, as in Python's own shell.
    const complete = code.endsWith("\n");
    let live = false;
    const onoutput = (pieces) => {
      if (!live) this.#echo(code);
      live = true;
      this.#repl.print(pieces);
    };
    try {
      const answer = await this.#side.call("shell", { code, complete }, { onoutput });
      if (answer.more) return false;
      if (!live) this.#echo(code);
      this.#print(answer, live);
    } catch (error) {
      this.#echo(code);
      this.#repl.print([{ stream: "stderr", text: `${error.message}\n` }]);
    }
    return true;
  }

  #echo(code) {
    const text = code.trimEnd().replaceAll("\n", "\n... ");
    this.#repl.print([{ stream: "typed", text: `>>> ${text}\n` }]);
  }

  #print({ output, queries, names, files_changed: files, ...failure }, live) {
    const error = errorOf(failure.error);
    if (names?.length && !this.#greeted) {
      this.#repl.print([{ stream: "note", text: `Ready to use: ${names.join(", ")}\n` }]);
      this.#greeted = true;
    }
    if (!live) this.#repl.print(output);
    if (error)
      this.#repl.append(describe(error, (file, line) => this.#side.files.open(file, line)));
    for (const { sql, milliseconds } of queries ?? []) {
      const text = `${Number(milliseconds).toFixed(2)} ms  ${sql}\n`;
      this.#repl.print([{ stream: "sql", text }]);
    }
    if (files && Object.keys(files).length) this.#side.takeOver(files);
  }
}
