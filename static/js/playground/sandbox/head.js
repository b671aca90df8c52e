// What the head of an app's page says to a browser about the page itself: <base> and refresh.
const ORIGIN = "http://localhost";

/** {url: what addresses in the page start from, refresh: what <meta http-equiv> says, or ""}. */
export function headOf(html, path) {
  const url = ORIGIN + path;
  if (!/<base\b|http-equiv/i.test(html)) return { url, refresh: "" };
  const page = new DOMParser().parseFromString(html, "text/html");
  const base = page.querySelector("base[href]")?.getAttribute("href");
  const refresh = page.querySelector("meta[http-equiv='refresh' i]")?.content ?? "";
  try {
    return { url: new URL(base ?? "", url).href, refresh };
  } catch {
    return { url, refresh };
  }
}

/** The path of an address of the app's; null of another site's. */
export function pathIn(address) {
  const url = new URL(address);
  return url.origin === ORIGIN ? url.pathname + url.search : null;
}
