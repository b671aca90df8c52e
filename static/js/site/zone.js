// data-zone says in which time zone a page's days are. If it is not that of this browser, the site is
// told by a cookie, and the page is drawn anew.

const YEAR = 60 * 60 * 24 * 365;

export function bindZone(root) {
  const drawn = root.querySelector("[data-zone]")?.dataset.zone;
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!drawn || !zone || zone === drawn) return;
  const cookie = `zone=${encodeURIComponent(zone)}`;
  if (document.cookie.split("; ").includes(cookie)) return; // told before: the site doesn't know it
  const secure = location.protocol === "https:" ? "; secure" : "";
  // biome-ignore lint/suspicious/noDocumentCookie: not every browser has the Cookie Store API.
  document.cookie = `${cookie}; path=/; max-age=${YEAR}; samesite=lax${secure}`;
  if (document.cookie.split("; ").includes(cookie)) location.reload();
}
