// Builds the front end: static/css and static/js → static/dist.
//
// Every file that a page loads gets the hash of its content in its name (static/dist/hashed/…) and
// can be cached for ever; assets.json says which name is the current one and is written last, so a
// build that is interrupted leaves the pages with the files they had.
//
// node static/build.mjs           build once
// node static/build.mjs --watch   and again whenever a source changes

import { createHash } from "node:crypto";
import { watch } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import * as esbuild from "esbuild";
import * as sass from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(here);
const dist = join(here, "dist");
const hashed = join(dist, "hashed");
const sandbox = join(dist, "sandbox");

const shared = {
  bundle: true,
  minify: true,
  sourcemap: false,
  target: ["chrome120", "firefox121", "safari17"],
  logLevel: "warning",
  absWorkingDir: root,
  metafile: true,
  legalComments: "none",
};

/**
 * CodeMirror's style sheets as constructed ones: the module that mounts them writes a <style> element
 * wherever a document has a head, and the content security policy refuses that.
 */
const constructedStyles = {
  name: "constructed-styles",
  setup(build) {
    build.onLoad({ filter: /style-mod\/src\/style-mod\.js$/ }, async ({ path }) => {
      const source = await readFile(path, "utf8");
      const onlyWithoutHead = "!root.head && root.adoptedStyleSheets";
      if (!source.includes(onlyWithoutHead))
        throw new Error(`style-mod has changed: look at ${path}`);
      return { contents: source.replace(onlyWithoutHead, "root.adoptedStyleSheets") };
    });
  },
};

async function buildScripts() {
  const pages = await esbuild.build({
    ...shared,
    plugins: [constructedStyles],
    entryPoints: ["static/js/site.js", "static/js/lesson.js"],
    outdir: "static/dist",
    entryNames: "hashed/[name]-[hash]",
    chunkNames: "hashed/[name]-[hash]",
    format: "esm",
    splitting: true,
  });
  const early = await esbuild.build({
    ...shared,
    entryPoints: ["static/js/theme.js"],
    outdir: "static/dist",
    entryNames: "hashed/[name]-[hash]",
    format: "iife",
  });
  // The sandbox's pages have an opaque origin: their scripts are part of the page, not files.
  await esbuild.build({
    ...shared,
    entryPoints: [
      "static/js/playground/sandbox/frame.js",
      "static/js/playground/sandbox/preview.js",
    ],
    outdir: "static/dist/sandbox",
    format: "iife",
  });
  // A learner's Python starts in a worker of the sandbox, from this script's text: it is evaluated
  // there, and has no address.
  const worker = await esbuild.build({
    ...shared,
    entryPoints: ["static/js/playground/sandbox/worker.js"],
    outdir: "static/dist",
    entryNames: "hashed/[name]-[hash]",
    format: "iife",
    define: { "import.meta.url": '"https://runtime.invalid/"' },
    external: ["node:*", "ws"],
  });
  return [pages, early, worker];
}

async function buildStyles() {
  const compiled = sass.compile(join(here, "css/site.scss"), {
    loadPaths: [join(root, "node_modules")],
    quietDeps: true,
    silenceDeprecations: ["import", "global-builtin", "color-functions", "if-function"],
  });
  const result = await esbuild.build({
    ...shared,
    stdin: {
      contents: compiled.css,
      resolveDir: join(here, "css"),
      sourcefile: "static/css/site.css",
      loader: "css",
    },
    outdir: "static/dist",
    entryNames: "hashed/site-[hash]",
    assetNames: "hashed/[name]-[hash]",
    loader: { ".woff2": "file", ".svg": "file" },
  });
  return [result];
}

/** {"site.css": "hashed/site-ABC.css", …} for everything that a template may ask for. */
function entriesOf(results) {
  const entries = {};
  for (const { metafile } of results) {
    for (const [path, output] of Object.entries(metafile.outputs)) {
      const name = relative("static/dist", path);
      const isStyle = path.endsWith(".css");
      if (isStyle) entries["site.css"] = name;
      else if (output.entryPoint?.endsWith(".js")) {
        entries[output.entryPoint.replace("static/js/", "")] = name;
      } else if (path.endsWith(".woff2")) {
        entries[name.replace("hashed/", "").replace(/-[A-Z0-9]{8}\./, ".")] = name;
      }
    }
  }
  return entries;
}

async function copyImages(entries) {
  for (const name of await readdir(join(here, "img")).catch(() => [])) {
    const bytes = await readFile(join(here, "img", name));
    const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 8).toUpperCase();
    const target = `hashed/${name.replace(/(\.[^.]+)$/, `-${hash}$1`)}`;
    await writeFile(join(dist, target), bytes);
    entries[`img/${name}`] = target;
  }
}

/** All icons of the set in one file, for the template tag: name → what stands inside the <svg>. */
async function collectIcons() {
  const folder = join(root, "node_modules/lucide-static/icons");
  const icons = {};
  for (const file of await readdir(folder)) {
    if (!file.endsWith(".svg")) continue;
    const svg = await readFile(join(folder, file), "utf8");
    icons[file.slice(0, -4)] = svg
      .slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"))
      .replace(/\s+/g, " ")
      .trim();
  }
  return icons;
}

async function compress() {
  const br = promisify(brotliCompress);
  const gz = promisify(gzip);
  for (const name of await readdir(hashed)) {
    if (!/\.(js|css|svg)$/.test(name)) continue;
    const bytes = await readFile(join(hashed, name));
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11 };
    await writeFile(join(hashed, `${name}.br`), await br(bytes, { params }));
    await writeFile(join(hashed, `${name}.gz`), await gz(bytes, { level: 9 }));
  }
}

async function writeAtomically(path, text) {
  await writeFile(`${path}.new`, text);
  await rename(`${path}.new`, path);
}

/** Files of earlier builds, which no page names any more. */
async function removeStale(results, entries) {
  const keep = new Set(Object.values(entries).map((name) => name.replace("hashed/", "")));
  for (const { metafile } of results) {
    for (const path of Object.keys(metafile.outputs))
      keep.add(path.replace("static/dist/hashed/", ""));
  }
  for (const name of await readdir(hashed)) {
    if (!keep.has(name.replace(/\.(br|gz)$/, ""))) await rm(join(hashed, name));
  }
}

/** Changes with every file: the hashed ones by their names, those that stand inside pages by their text. */
async function versionOf(...parts) {
  const inPages = (await readdir(sandbox)).sort();
  const texts = await Promise.all(inPages.map((name) => readFile(join(sandbox, name))));
  const hash = createHash("sha256");
  for (const part of [...parts, ...texts]) hash.update(part);
  return hash.digest("hex").slice(0, 16);
}

async function build() {
  const started = performance.now();
  await mkdir(hashed, { recursive: true });
  const results = [...(await buildScripts()), ...(await buildStyles())];
  const entries = entriesOf(results);
  await copyImages(entries);
  await compress();
  const icons = JSON.stringify(await collectIcons());
  await writeAtomically(join(dist, "icons.json"), icons);
  const version = await versionOf(JSON.stringify(entries), icons);
  await writeAtomically(join(dist, "assets.json"), JSON.stringify({ version, entries }, null, 1));
  await removeStale(results, entries);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(
    `front end built in ${seconds} s: ${Object.keys(entries).length} files, version ${version}`,
  );
}

await build();
if (process.argv.includes("--watch")) {
  let timer;
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(() => build().catch((error) => console.error(error.message)), 60);
  };
  for (const folder of ["css", "js", "img"]) watch(join(here, folder), { recursive: true }, later);
  console.log("watching static/css, static/js and static/img");
}
