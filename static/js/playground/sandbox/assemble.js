// Puts an app's own style sheets, scripts and images into its page: the preview has no network, and
// the app that would serve them is a program in the sandbox, which is asked for them here. It is done
// in the preview's frame, whose policy lets the parsed page keep its inline styles and scripts.
//
// A script or a style sheet becomes an inline one where that is the same to the page: it costs half of
// what a data: URL does, which is decoded and loaded for every page anew. The rest become data: URLs.
import { addressesIn, isScript, Parts } from "./parts.js";
import { withStandIn } from "./rewrite.js";

const HAS_PARTS =
  /<(link|script|img|source|input|video|audio|style)\b|\blocation\b|\bhttp-equiv\b/i;
const PARTS = [
  ["link[rel~='stylesheet'][href], link[rel~='icon'][href]", "href"],
  ["script[src]", "src"],
  ["img[src], source[src], input[type='image'][src], video[src], audio[src]", "src"],
];
// What an element may say and yet do the same with its text inside it. A script that comes later than
// where it stands (async, defer, a module), or tells when it has come, has to be loaded.
const AS_TEXT = {
  script: new Set(["src", "id", "class", "type", "charset", "nonce"]),
  link: new Set(["href", "rel", "id", "class", "type", "charset", "media", "nonce"]),
};
const PLAIN_SCRIPT = /^(|text\/javascript|application\/javascript)$/i;
const TYPES = { script: /javascript/, link: /^text\/css/ };
// What would end the element early, or change how the rest of it is read. (This module stands in a
// script element itself: the second of these must not be spelled out.)
const NOT_INSIDE = { script: /<\/script|<!-{2}/i, link: /<\/style/i };

/** Whether `element` is the same to its page with the text inside it that it names. */
function canBeInline(element) {
  const name = element.localName;
  const known = (each) => AS_TEXT[name]?.has(each) || each.startsWith("data-");
  if (!element.getAttributeNames().every(known)) return false;
  return name === "script"
    ? PLAIN_SCRIPT.test(element.type.trim())
    : element.rel.trim().toLowerCase() === "stylesheet";
}

/** Put `part` where a page names it. Returns whether it could be had. */
function put(part, { element, attribute }) {
  const name = element.localName;
  const text = canBeInline(element) ? part.textOf(TYPES[name]) : null;
  if (text !== null && !NOT_INSIDE[name].test(text)) {
    const inline = element.ownerDocument.createElement(name === "link" ? "style" : name);
    for (const each of element.getAttributeNames()) {
      if (each !== attribute && each !== "rel")
        inline.setAttribute(each, element.getAttribute(each));
    }
    inline.textContent = text;
    element.replaceWith(inline);
    return true;
  }
  if (part.url) element.setAttribute(attribute, part.url);
  return Boolean(part.url);
}

/** Have the page's own scripts ask the stand-in where they are. Returns whether anything changed. */
function rename(page) {
  let changed = false;
  for (const script of page.querySelectorAll("script:not([src])")) {
    if (script.text.includes("location") && isScript(script.type)) {
      script.textContent = withStandIn(script.textContent);
      changed = true;
    }
  }
  for (const element of page.querySelectorAll("*")) {
    for (const { name, value } of element.attributes) {
      const isCode = name.startsWith("on") || /^\s*javascript:/i.test(value);
      if (!isCode || !value.includes("location")) continue;
      element.setAttribute(name, withStandIn(value));
      changed = true;
    }
  }
  // What it says has been read (head.js): the frame itself must not be led away.
  for (const meta of page.querySelectorAll("meta[http-equiv='refresh' i]")) {
    meta.removeAttribute("http-equiv");
    changed = true;
  }
  return changed;
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
  const wasRenamed = /location|http-equiv/i.test(html) && rename(page);
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
  const found = addresses.map((address) => parts.at(address, path));
  const wasPut = places.map((place, i) => found[i] && put(found[i], place));
  for (const style of styles) style.textContent = parts.styles(style.textContent, path);
  if (!styles.length && !wasRenamed && !wasPut.some(Boolean)) return html;
  const doctype = html.match(/^\s*<!doctype[^>]*>/i)?.[0] ?? "";
  return doctype + page.documentElement.outerHTML;
}
