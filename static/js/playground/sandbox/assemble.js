// Puts an app's own style sheets, scripts and images into its page: the preview has no network, and
// the app that would serve them is a program in the sandbox, which is asked for them here. It is done
// in the preview's frame, whose policy lets the parsed page keep its inline styles and scripts.
const HAS_PARTS = /<(link|script|img|source|input|video|audio|style)\b/i;
const IN_STYLES = /(?:@import\s+|url\(\s*)(?:(["'])(.*?)\1|([^\s"')]+))\s*\)?/g;
const MOST = 100; // files that one page may have
const PARTS = [
  ["link[rel~='stylesheet'][href], link[rel~='icon'][href]", "href"],
  ["script[src]", "src"],
  ["img[src], source[src], input[type='image'][src], video[src], audio[src]", "src"],
];
// Only to resolve relative addresses against; nothing is ever sent there.
const ORIGIN = "http://localhost";

/** The path of `address` as the page at `path` means it, or null if it is not the app's. */
function resolved(address, path) {
  if (/^(data|blob|javascript):/i.test(address)) return null;
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

function isStyle(response) {
  return response?.type === "text/css" && typeof response.text === "string";
}

/** What a style sheet draws on: images, fonts, further sheets. */
function addressesIn(text) {
  return [...text.matchAll(IN_STYLES)].map((match) => match[2] ?? match[3]);
}

function dataUrl({ status, text, base64, type }) {
  if (status !== 200) return null;
  if (typeof base64 === "string") return `data:${type};base64,${base64}`;
  return `data:${type};charset=utf-8,${encodeURIComponent(text)}`;
}

/**
 * The app's own files for one page, each loaded once, and no more than a page may have. First all of
 * them are fetched, at the same time; then each is made a data: URL, with what it draws on inside it.
 */
class Parts {
  #load;
  #kept; // path → data: URL
  #responses = new Map(); // path → response, or null
  #urls = new Map(); // path → data: URL, or null: there is none, or it is being made

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

  /** The fetched file at `address` as a data: URL; null without one. */
  urlOf(address, path) {
    const target = resolved(address, path);
    if (this.#kept.has(target)) return this.#kept.get(target);
    if (!this.#urls.has(target)) {
      this.#urls.set(target, null); // a sheet that draws on itself ends here
      const response = this.#responses.get(target);
      if (response) this.#urls.set(target, this.#made(response, target));
    }
    return this.#urls.get(target);
  }

  #made(response, target) {
    const text = isStyle(response) ? this.styles(response.text, target) : response.text;
    const url = dataUrl({ ...response, text });
    if (mayBeKept(response, target)) this.#kept.set(target, url);
    return url;
  }

  /** A style sheet with what it draws on inside it. */
  styles(text, path) {
    return text.replace(IN_STYLES, (whole, _quote, quoted, bare) => {
      const url = this.urlOf(quoted ?? bare, path);
      if (!url) return whole;
      return whole.startsWith("@") ? `@import "${url}"` : `url("${url}")`;
    });
  }
}

/**
 * `html` with the app's own parts inside it. `path` is the page's own; `load(path)` resolves to the
 * response that the app gives, or null. What can't be had is left as it is: the preview shows it
 * missing. `kept`: a Map that lasts as long as the run, for what later pages need not load again.
 */
export async function assemble(html, path, load, kept) {
  if (!HAS_PARTS.test(html)) return html;
  // A document without a window: nothing in it runs or loads.
  const page = new DOMParser().parseFromString(html, "text/html");
  const places = PARTS.flatMap(([selector, attribute]) =>
    [...page.querySelectorAll(selector)].map((element) => ({ element, attribute })),
  );
  const addresses = places.map(({ element, attribute }) => element.getAttribute(attribute));
  const styles = [...page.querySelectorAll("style")];
  const parts = new Parts(load, kept);
  await parts.fetch(
    [...addresses, ...styles.flatMap((style) => addressesIn(style.textContent))],
    path,
  );
  const urls = addresses.map((address) => parts.urlOf(address, path));
  places.forEach(({ element, attribute }, i) => {
    if (urls[i]) element.setAttribute(attribute, urls[i]);
  });
  for (const style of styles) style.textContent = parts.styles(style.textContent, path);
  if (!styles.length && !urls.some(Boolean)) return html;
  const doctype = html.match(/^\s*<!doctype[^>]*>/i)?.[0] ?? "";
  return doctype + page.documentElement.outerHTML;
}
