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

function dataUrl({ status, text, base64, type }) {
  if (status !== 200) return null;
  if (typeof base64 === "string") return `data:${type};base64,${base64}`;
  return `data:${type};charset=utf-8,${encodeURIComponent(text)}`;
}

/** Loads the app's own files for one page, each once, and no more than a page may have. */
class Parts {
  #load;
  #known = new Map(); // path → promise of a data: URL, or null
  count = 0;

  constructor(load) {
    this.#load = load;
  }

  /** The file at `address`, as the document at `path` means it, as a data: URL; null without one. */
  async urlOf(address, path) {
    const target = resolved(address, path);
    if (target === null) return null;
    if (!this.#known.has(target)) {
      if (this.count >= MOST) return null;
      this.count += 1;
      this.#known.set(target, this.#fetch(target));
    }
    return this.#known.get(target);
  }

  async #fetch(target) {
    const response = await this.#load(target);
    if (!response) return null;
    if (response.type !== "text/css" || response.text === null) return dataUrl(response);
    return dataUrl({ ...response, text: await this.styles(response.text, target) });
  }

  /** A style sheet with what it draws on inside it: images, fonts, further sheets. */
  async styles(text, path) {
    const addresses = new Set([...text.matchAll(IN_STYLES)].map((match) => match[2] ?? match[3]));
    const urls = new Map();
    for (const address of addresses) urls.set(address, await this.urlOf(address, path));
    return text.replace(IN_STYLES, (whole, _quote, quoted, bare) => {
      const url = urls.get(quoted ?? bare);
      if (!url) return whole;
      return whole.startsWith("@") ? `@import "${url}"` : `url("${url}")`;
    });
  }
}

/**
 * `html` with the app's own parts inside it. `path` is the page's own; `load(path)` resolves to the
 * response that the app gives, or null. What can't be had is left as it is: the preview shows it
 * missing.
 */
export async function assemble(html, path, load) {
  if (!HAS_PARTS.test(html)) return html;
  // A document without a window: nothing in it runs or loads.
  const page = new DOMParser().parseFromString(html, "text/html");
  const parts = new Parts(load);
  for (const [selector, attribute] of PARTS) {
    for (const element of page.querySelectorAll(selector)) {
      const url = await parts.urlOf(element.getAttribute(attribute), path);
      if (url) element.setAttribute(attribute, url);
    }
  }
  for (const style of page.querySelectorAll("style")) {
    style.textContent = await parts.styles(style.textContent, path);
  }
  if (parts.count === 0) return html;
  const doctype = html.match(/^\s*<!doctype[^>]*>/i)?.[0] ?? "";
  return doctype + page.documentElement.outerHTML;
}
