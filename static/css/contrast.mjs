// Proves that text can be read in both themes: every ink on every ground it may stand on reaches
// WCAG AA (4.5:1, and 3:1 for the edges of controls and for marks). Exit status 1 if one doesn't.
//
// node static/css/contrast.mjs
import { readFileSync } from "node:fs";

const source = readFileSync(new URL("./_tokens.scss", import.meta.url), "utf8");
const tokens = {};
for (const [, name, day, night] of source.matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g)) {
  tokens[name] = { day, night };
}

const grounds = ["paper", "paper-raised", "paper-sunk"];
const outcomes = ["right", "wrong", "partly", "note", "surprise"];
const code = Object.keys(tokens).filter((name) =>
  /^code-(ink|gutter|keyword|string|comment|number|function|class|variable|operator|tag|attribute|decorator|error)$/.test(name),
);

/** [ink, grounds, least ratio] */
const pairs = [
  ["ink", [...grounds, "paper-pressed", "accent-tint", "flask-tint", "django-tint", "python-tint"], 7],
  ["ink-soft", [...grounds, "paper-pressed", "accent-tint", "flask-tint", "django-tint", "python-tint"], 4.5],
  ["ink-faint", grounds, 4.5],
  ["accent-ink", [...grounds, "accent-tint"], 4.5],
  ["on-accent", ["accent", "accent-pressed"], 7],
  ...["flask", "django", "python"].flatMap((side) => [
    [`${side}-ink`, [...grounds, `${side}-tint`], 4.5],
    ["on-mark", [side], 4.5],
    [side, grounds, 3],
  ]),
  ...outcomes.flatMap((name) => [
    [name, [...grounds, `${name}-tint`], 4.5],
    ["ink", [`${name}-tint`], 7],
    ["ink-soft", [`${name}-tint`], 4.5],
  ]),
  ...code.map((name) => [name, ["code-bg", "code-editor-bg", "code-mark", "code-active"], 4.5]),
  ["code-ink", ["code-selection", "code-added", "code-removed", "code-match"], 7],
  ["line-control", grounds, 3],
  ["accent-edge", grounds, 3],
  ["focus", [...grounds, "accent-tint", "flask-tint", "django-tint"], 3],
];

function luminance(hex) {
  const [r, g, b] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function ratio(one, other) {
  const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

let checked = 0;
let failed = 0;
for (const [ink, onto, least] of pairs) {
  for (const ground of onto) {
    for (const theme of ["day", "night"]) {
      const found = ratio(tokens[ink][theme], tokens[ground][theme]);
      checked += 1;
      if (found >= least) continue;
      failed += 1;
      console.error(`${theme}: --${ink} on --${ground} is ${found.toFixed(2)}:1, needs ${least}:1`);
    }
  }
}
console.log(`${checked} pairs of ink and ground checked, ${failed} too faint`);
process.exitCode = failed ? 1 : 0;
