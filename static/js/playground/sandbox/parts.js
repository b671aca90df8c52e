import { withStandIn } from "./rewrite.js";

// The files of an app that one page of it needs: style sheets, scripts, images, and what these draw on.
const IN_STYLES = /(?:@import\s+|url\(\s*)(?:(["'])(.*?)\1|([^\s"')]+))\s*\)?/g;
const MOST = 100; // files that one page may have
// What the app doesn't have. Its address would mean another one where the sheet stands now.
const MISSING = "data:,";
// Only to resolve relative addresses against; nothing is ever sent there.
const ORIGIN = "http://localhost";

/** The path of `address` as the page at `path` means it, or null if it is not the app's. */
function resolved(address, path) {
  if (/^(data:|blob:|javascript:|#)/i.test(address)) return null;
  try {
    const url = new URL(address, ORIGIN + path);
    return url.origin === ORIGIN ? url.pathname + url.search : null;
  } catch {
    return null;
  }
}

/**
 * Whether later pages of the same run may have this file without asking for it again. So browsers do
 * with what says when it was changed and nothing about caches. Of pictures, only static ones: an app
 * may have got another under the same name meanwhile.
 */
function mayBeKept({ status, type, headers }, path) {
  const isCode = /^text\/(css|javascript)\b/.test(type);
  const isStatic = path.includes("/static/") && /^(image|font)\//.test(type);
  if (status !== 200 || !(isCode || isStatic)) return false;
  const names = headers.map(([name]) => String(name).toLowerCase());
  return names.includes("last-modified") && !names.includes("cache-control");
}

/** Whether a script's type, or that of a file, is JavaScript's. */
export function isScript(type) {
  return /^\s*(|module|(text|application)\/(javascript|ecmascript|x-javascript)\b.*)\s*$/i.test(
    type,
  );
}

function isStyle(response) {
  return response?.type === "text/css" && typeof response.text === "string";
}

/** What a style sheet draws on: images, fonts, further sheets. */
export function addressesIn(text) {
  return [...text.matchAll(IN_STYLES)].map((match) => match[2] ?? match[3]);
}

function dataUrl({ status, text, base64, type }) {
  if (status !== 200) return null;
  if (typeof base64 === "string") return `data:${type};base64,${base64}`;
  return `data:${type};charset=utf-8,${encodeURIComponent(text)}`;
}

/** A file of the app as a page can hold it: as text if it is that, and as a data: URL. */
class Part {
  #response;
  #url;

  constructor(response) {
    this.#response = response;
  }

  /** Its text, if there is any and its type is one of `types`; else null. */
  textOf(types) {
    const { status, text, type } = this.#response;
    return status === 200 && types.test(type) ? (text ?? null) : null;
  }

  get url() {
    this.#url ??= dataUrl(this.#response);
    return this.#url;
  }
}

/**
 * The app's own files for one page, each loaded once, and no more than a page may have. First all of
 * them are fetched, at the same time; then each is made a part, with what it draws on inside it.
 */
export class Parts {
  #load;
  #kept; // path → Part
  #responses = new Map(); // path → response, or null
  #parts = new Map(); // path → Part, or null: there is none, or it is being made

  constructor(load, kept) {
    this.#load = load;
    this.#kept = kept;
  }

  /** Fetch what stands at `addresses`, as the document at `path` means them, and what that needs. */
  async fetch(addresses, path) {
    const targets = new Set(addresses.map((address) => resolved(address, path)));
    await Promise.all([...targets].map((target) => this.#fetch(target)));
  }

  async #fetch(target) {
    if (target === null || this.#kept.has(target) || this.#responses.has(target)) return;
    if (this.#responses.size >= MOST) return;
    this.#responses.set(target, null);
    const response = await this.#load(target);
    this.#responses.set(target, response);
    if (isStyle(response)) await this.fetch(addressesIn(response.text), target);
  }

  /** The fetched file at `address`; null without one. */
  at(address, path) {
    const target = resolved(address, path);
    if (this.#kept.has(target)) return this.#kept.get(target);
    if (!this.#parts.has(target)) {
      this.#parts.set(target, null); // a sheet that draws on itself ends here
      const response = this.#responses.get(target);
      if (response) this.#parts.set(target, this.#made(response, target));
    }
    return this.#parts.get(target);
  }

  #made(response, target) {
    let { text } = response;
    if (isStyle(response)) text = this.styles(text, target);
    else if (text && response.type && isScript(response.type)) text = withStandIn(text);
    const part = new Part({ ...response, text });
    if (mayBeKept(response, target)) this.#kept.set(target, part);
    return part;
  }

  /** A style sheet with what it draws on inside it. */
  styles(text, path) {
    return text.replace(IN_STYLES, (whole, _quote, quoted, bare) => {
      const address = quoted ?? bare;
      const isOurs = resolved(address, path) !== null;
      const url = this.at(address, path)?.url ?? (isOurs ? MISSING : null);
      if (!url) return whole;
      return whole.startsWith("@") ? `@import "${url}"` : `url("${url}")`;
    });
  }
}
