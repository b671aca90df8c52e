/** `location` and `history`, which scripts of an app's page get in place of the frame's own. */
export function whereabouts(page) {
  let here = new URL(page.path + (page.hash || ""), "http://localhost");

  page.reveal = (hash) => {
    const target = document.getElementById(decodeURIComponent(hash.slice(1)));
    (target ?? document.documentElement).scrollIntoView();
  };
  const move = (url) => {
    const [oldURL, newURL] = [here.href, url.href];
    here = url;
    page.reveal(url.hash);
    if (oldURL !== newURL) dispatchEvent(new HashChangeEvent("hashchange", { oldURL, newURL }));
  };

  /** Go to `address` as a link does: to a place in this very page without leaving it. */
  page.go = (address, { replace = false, script = true } = {}) => {
    const url = page.local(address);
    if (!url) return page.send({ elsewhere: String(address) });
    const path = url.pathname + url.search;
    if (url.href.includes("#") && path === here.pathname + here.search) return move(url);
    return page.send({ visit: { method: "GET", path, hash: url.hash, replace, script } });
  };

  /** A Location: `current()` is its URL, `go(address, {replace})` leads on. */
  page.locationOf = (current, go) => {
    const location = {
      assign: (address) => void go(address),
      replace: (address) => void go(address, { replace: true }),
      reload: () => page.send({ go: 0 }),
      toString: () => current().href,
      ancestorOrigins: [],
      get origin() {
        return current().origin;
      },
    };
    for (const name of "href protocol host hostname port pathname search hash".split(" ")) {
      const set = (value) => {
        const url = new URL(current());
        if (name !== "href") url[name] = value;
        go(name === "href" ? value : url.href);
      };
      Object.defineProperty(location, name, { enumerable: true, get: () => current()[name], set });
    }
    return location;
  };
  const location = page.locationOf(() => here, page.go);
  for (const owner of [window, document]) {
    Object.defineProperty(owner, "__location", { get: () => location, set: page.go });
  }
  for (const name of ["URL", "documentURI"]) {
    Object.defineProperty(document, name, { get: () => here.href, configurable: true });
  }

  const left = []; // {url, state} that pushState went on from
  let state = null;
  const become = (given, address) => {
    const url = address == null ? here : page.local(address);
    if (!url) throw new DOMException(`${address} is outside the app.`, "SecurityError");
    state = given;
    here = url;
    page.send({ moved: url.pathname + url.search });
  };
  const history = {
    scrollRestoration: "auto",
    get length() {
      return left.length + 1;
    },
    get state() {
      return state;
    },
    pushState(given, _title, address) {
      left.push({ url: here, state });
      become(given, address);
    },
    replaceState: (given, _title, address) => become(given, address),
    back: () => history.go(-1),
    forward: () => history.go(1),
    go(by = 0) {
      const before = by === -1 && left.pop();
      if (!before) return page.send({ go: Number(by) });
      become(before.state, before.url.href);
      return dispatchEvent(new PopStateEvent("popstate", { state }));
    },
  };
  Object.defineProperty(window, "history", { value: history, configurable: true });

  // A page that leads on by itself: "3; url=/next", or to itself.
  const [, seconds, , address] =
    /^\s*(\d+)[\d.]*\s*(?:[;,]\s*(?:url\s*=\s*)?(["']?)(.*?)\2\s*)?$/i.exec(page.refresh) ?? [];
  if (seconds === undefined) return;
  const leadOn = () => (address ? page.go(address, { replace: true }) : page.send({ go: 0 }));
  setTimeout(leadOn, Math.min(86_400, seconds) * 1000);
}
