// Puts an app's own style sheets, scripts and images into its page: the preview has no network, and
// the app that would serve them is a program in the sandbox, which is asked for them here. It is done
// in the preview's frame, whose policy lets the parsed page keep its inline styles and scripts.
const HAS_PARTS = /<(link|script|img|source|input|video|audio)\b/i;
const MOST = 60;
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

/**
 * `html` with the app's own parts inside it. `path` is the page's own; `load(path)` resolves to the
 * response that the app gives, or null. What can't be had is left as it is: the preview shows it
 * missing.
 */
export async function assemble(html, path, load) {
  if (!HAS_PARTS.test(html)) return html;
  // A document without a window: nothing in it runs or loads.
  const page = new DOMParser().parseFromString(html, "text/html");
  const known = new Map();
  let count = 0;
  for (const [selector, attribute] of PARTS) {
    for (const element of page.querySelectorAll(selector)) {
      const target = resolved(element.getAttribute(attribute), path);
      if (target === null || count >= MOST) continue;
      count += 1;
      if (!known.has(target)) known.set(target, load(target));
      const response = await known.get(target);
      const url = response && dataUrl(response);
      if (url) element.setAttribute(attribute, url);
    }
  }
  if (!count) return html;
  const doctype = html.match(/^\s*<!doctype[^>]*>/i)?.[0] ?? "";
  return doctype + page.documentElement.outerHTML;
}
