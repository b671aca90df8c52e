// Code to be read, in the palette that the editor and the page share. Parsers come when needed.
import { classHighlighter, highlightTree } from "@lezer/highlight";
import { element } from "./element.js";

const MOST = 60_000; // characters; longer text stays plain

const LANGUAGES = {
  sql: async () => (await import("@codemirror/lang-sql")).SQLite.language.parser,
  html: async () => (await import("@codemirror/lang-html")).htmlLanguage.parser,
  json: async () => (await import("@codemirror/lang-json")).jsonLanguage.parser,
  css: async () => (await import("@codemirror/lang-css")).cssLanguage.parser,
  python: async () => (await import("@codemirror/lang-python")).pythonLanguage.parser,
};

/** A <code> that holds `text` at once, and has its colours as soon as the parser is there. */
export function code(text, language) {
  const made = element("code", {}, text);
  if (LANGUAGES[language] && text.length <= MOST) {
    LANGUAGES[language]().then(
      (parser) => made.replaceChildren(...coloured(text, parser)),
      () => {}, // offline: plain text can be read as well
    );
  }
  return made;
}

function coloured(text, parser) {
  const parts = [];
  let at = 0;
  highlightTree(parser.parse(text), classHighlighter, (from, to, classes) => {
    if (from > at) parts.push(text.slice(at, from));
    const span = document.createElement("span");
    span.className = classes;
    span.textContent = text.slice(from, to);
    parts.push(span);
    at = to;
  });
  parts.push(text.slice(at));
  return parts;
}

const KIND = /html|json|css|javascript/;

/** The language of a response's body by its media type, "" for plain text. */
export function languageOf(type) {
  return String(type).match(KIND)?.[0] ?? "";
}

/** A statement with its clauses on lines of their own, when it is too long for one. */
export function laidOut(sql) {
  if (sql.length < 72 || sql.includes("\n")) return sql;
  return sql.replace(
    / (FROM|(?:LEFT (?:OUTER )?|INNER )?JOIN|WHERE|GROUP BY|HAVING|ORDER BY|LIMIT|VALUES|SET|RETURNING)(?=[ (])/g,
    "\n$1",
  );
}
