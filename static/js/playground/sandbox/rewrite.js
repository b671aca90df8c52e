// Scripts of an app's page ask `location` where they are, and lead on by it. No page can replace it:
// it would say about:srcdoc, and lead the frame away, to where nothing is. So in scripts its name is
// exchanged for that of a stand-in (page/whereabouts.js). What a script makes up at run time, by eval()
// and the like, keeps the name: then the preview says that the page led on.
const NAME = "location";
const STAND_IN = "__location";

const SKIPPED = /\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\//y;
const STRING = /"(?:[^"\\\n]|\\[\s\S])*"|'(?:[^'\\\n]|\\[\s\S])*'/y;
const REGEX = /\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/\w*/y;
const WORD = /[\w$\u0080-\uffff]+/y;
// The rest of a template literal, up to its end or to the next hole in it.
const TEMPLATE = /(?:[^`\\$]|\\[\s\S]|\$(?!\{))*(?:`|\$\{|$)/y;
const NEXT = /(?:\s|\/\*[\s\S]*?\*\/)*([\s\S])/y;

const HOLE = "${"; // in a template literal
const CLASS = "class {";
const BEFORE_REGEX = new Set(
  "return typeof case in of delete void throw new else do instanceof yield await".split(" "),
);
const OWNERS = ["window", "document", "globalThis", "self"];

/** A script in which `location` is the stand-in. */
export function withStandIn(script) {
  return script.includes(NAME) ? new Rewriting(script).done() : script;
}

class Rewriting {
  #text;
  #at = 0;
  #written = "";
  #open = []; // brackets
  #before = []; // the last words and signs
  #isClass = false; // the next { begins a class
  #owners;

  constructor(text) {
    this.#text = text;
    // Who calls something else so means that.
    this.#owners = new Set(OWNERS.filter((name) => !new RegExp(`\\b${name}\\s*=[^=]`).test(text)));
  }

  done() {
    while (this.#at < this.#text.length) this.#step();
    return this.#written;
  }

  #match(pattern) {
    pattern.lastIndex = this.#at;
    return pattern.exec(this.#text);
  }

  /** Copy what fits `pattern`. Returns whether anything did. */
  #copy(pattern, remembered) {
    const found = this.#match(pattern)?.[0];
    if (!found) return false;
    this.#at += found.length;
    this.#written += found;
    if (remembered) this.#remember(remembered);
    return true;
  }

  #remember(token) {
    this.#before = [...this.#before.slice(-2), token];
  }

  #step() {
    if (this.#copy(SKIPPED) || this.#copy(STRING, '""')) return;
    if (this.#mayBeRegex() && this.#copy(REGEX, '""')) return;
    const word = this.#match(WORD)?.[0];
    if (word) this.#word(word);
    else this.#sign(this.#text[this.#at]);
  }

  #mayBeRegex() {
    const last = this.#before.at(-1) ?? "";
    return BEFORE_REGEX.has(last) || !/[\w$)\]"]$/.test(last);
  }

  #word(word) {
    this.#at += word.length;
    this.#written += word === NAME ? this.#renamed() : word;
    this.#isClass ||= word === "class" && this.#before.at(-1) !== ".";
    this.#remember(word);
  }

  #sign(sign) {
    this.#at += 1;
    this.#written += sign;
    this.#remember(sign);
    if (sign === "`") this.#template();
    else if ("([".includes(sign)) this.#open.push(sign);
    else if (sign === "{") {
      this.#open.push(this.#isClass ? CLASS : sign);
      this.#isClass = false;
    } else if (")]}".includes(sign) && this.#open.pop() === HOLE) this.#template();
  }

  #template() {
    this.#copy(TEMPLATE, '""');
    if (!this.#written.endsWith(HOLE)) return;
    this.#open.push(HOLE);
    this.#remember("(");
  }

  #renamed() {
    const [third, second, last] = [...Array(3 - this.#before.length).fill(""), ...this.#before];
    if (last === ".") return this.#owners.has(second === "?" ? third : second) ? STAND_IN : NAME;
    const inside = this.#open.at(-1);
    const next = this.#match(NEXT)?.[1] ?? "";
    if (inside === CLASS || (inside === "{" && next === "(")) return NAME; // a field, a method
    if (inside === "{" && "{,".includes(last)) {
      if (next === ":") return NAME; // a key
      if (",}".includes(next)) return `${NAME}: ${STAND_IN}`; // a key that is its value as well
    }
    return STAND_IN;
  }
}
