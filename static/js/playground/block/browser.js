// The browser of one app: two windows with a cookie jar each, the pages that each has been to, and
// the bar that drives it.
import { pathOf } from "../exchange.js";
import { BrowserBar } from "./browser-bar.js";
import { Navigation } from "./navigation.js";
import { Preview } from "./preview.js";

const SEND_AGAIN = "This page is the answer to a form. Send the form again?";
const WINDOWS = ["main", "second"];

export class Browser {
  #app;
  #preview;
  #bar;
  #open;
  #windows = new Map();
  #running = false;

  /** The window that is shown: requests go there, with its cookies. */
  window = WINDOWS[0];

  /**
   * `parts`: {preview, bar}, elements. `app`: {visit(request, options), follow(…) for
   * what the page asks, load(request), call(name, argument), elsewhere(address), note(text),
   * save(response)}; `open`: the first page's path.
   */
  constructor(parts, { url, name, open, app }) {
    this.#app = app;
    this.#open = open;
    this.#preview = new Preview(parts.preview, {
      url,
      name,
      app: {
        visit: (request, options) => app.follow(request, options),
        load: (request) => app.load({ ...request, window: this.window }),
        cookie: (text) => this.#setCookie(text),
        go: (by) => (by === 0 ? this.#reload({ byScript: true }) : this.#go(by)),
        moved: (path) => this.#move(path),
        note: app.note,
        elsewhere: app.elsewhere,
      },
    });
    this.#bar = new BrowserBar(parts.bar, {
      go: (by) => this.#go(by),
      reload: () => this.#reload(),
      open: (path) => app.visit({ method: "GET", path }),
      window: () => this.#turn(),
      person: (name) => this.#become(name),
    });
    this.begin();
  }

  /** A new run: nothing has been opened, nobody is signed in. */
  begin() {
    this.window = WINDOWS[0];
    this.#windows = new Map(WINDOWS.map((name) => [name, new Navigation()]));
    this.#preview.begin();
    this.#bar.forgetPerson();
    this.#draw();
  }

  /** Whether an app runs behind it. */
  set running(running) {
    this.#running = running;
    this.#draw();
  }

  /** Have the frame of the page there. */
  near() {
    this.#preview.open().catch(() => {}); // show() tells
  }

  hide() {
    this.#preview.hide();
  }

  close() {
    this.#preview.close();
  }

  /** Show what `request` led to. Options: `popup`, `hash`, and `again` for a reload. */
  async show(exchanges, request, { popup = "", hash = "", again = false } = {}) {
    const exchange = exchanges.at(-1);
    if (request.as) this.#bar.knowPerson(request.as);
    if (exchange.response.download) this.#app.save(exchange.response);
    const page = { exchange, request, hash };
    if (!popup && !exchange.response.download) {
      if (again) this.#navigation.replace(page);
      else this.#navigation.push(page);
    }
    this.#draw();
    await this.#present(page, popup);
  }

  get #navigation() {
    return this.#windows.get(this.window);
  }

  async #present({ exchange, hash }, popup = "") {
    const cookie = await this.#cookies(exchange);
    await this.#preview.show(exchange, { popup, hash, cookie, jar: this.window });
  }

  /** What document.cookie says: the jar without its HttpOnly cookies. Only scripts ask for it. */
  async #cookies({ response }) {
    if (!response.text?.includes("<script")) return "";
    const cookies = await this.#app.call("cookies", { window: this.window }).catch(() => []);
    const seen = cookies.filter(({ httponly }) => !httponly);
    return seen.map(({ name, value }) => `${name}=${value}`).join("; ");
  }

  #setCookie(text) {
    const path = this.#navigation.page ? pathOf(this.#navigation.page.exchange) : "/";
    this.#app.call("set_cookie", { window: this.window, text, path }).catch(() => {});
  }

  #go(by) {
    const page = this.#navigation.go(by);
    this.#draw();
    if (page) this.#present(page);
  }

  /** A script can't have forms sent again: nobody would be asked for each of a thousand. */
  #reload({ byScript = false } = {}) {
    const { page } = this.#navigation;
    const { request, exchange } = page ?? {};
    const options = { again: true };
    if (!request) this.#app.visit({ method: "GET", path: this.#open });
    else if (exchange.request.method === "GET" || byScript) {
      this.#app.visit({ method: "GET", path: addressOf(page) }, options);
    } else if (window.confirm(SEND_AGAIN)) this.#app.visit(request, options);
  }

  /** The page says that it is another now, without having been loaded. */
  #move(path) {
    const { page } = this.#navigation;
    if (page) page.path = path;
    this.#draw();
  }

  /** Turn to the other window; one that has no page yet opens the first. */
  #turn() {
    this.window = WINDOWS.find((name) => name !== this.window);
    this.#bar.forgetPerson();
    this.#draw();
    const { page } = this.#navigation;
    if (page) this.#present(page);
    else this.#app.visit({ method: "GET", path: this.#open });
  }

  /** Be somebody else in this window, and see the page as they do. */
  async #become(name) {
    const page = this.#navigation.page;
    const path = page ? addressOf(page) : this.#open;
    if (!name) await this.#app.call("clear_cookies", { window: this.window }).catch(() => {});
    this.#app.visit({ method: "GET", path, ...(name && { as: name }) }, { again: Boolean(page) });
  }

  #draw() {
    const navigation = this.#navigation;
    this.#bar.show({
      running: this.#running,
      path: navigation.page ? addressOf(navigation.page) : this.#open,
      back: navigation.canGoBack,
      forward: navigation.canGoForward,
      second: this.window !== WINDOWS[0],
    });
  }
}

/** The path that stands in the bar: of what was loaded, or what the page has made of it since. */
function addressOf({ exchange, path }) {
  return path ?? pathOf(exchange);
}
