// The cookie jar of an app's browser: what is in it, what can be read of it, and how to empty it.
import { element, empty } from "../element.js";

export class Panel {
  static ofExchange = false;
  #element;
  #side;

  constructor(place, { side }) {
    this.#element = place;
    this.#side = side;
  }

  async show() {
    try {
      const cookies = await this.#side.call("cookies", { window: this.#side.window });
      this.#draw(cookies);
    } catch (error) {
      this.#element.replaceChildren(empty(error.message));
    }
  }

  #draw(cookies) {
    if (cookies.length === 0) {
      this.#element.replaceChildren(empty("The jar is empty: the app has set no cookie."));
      return;
    }
    const clearAll = button("Clear all", () => this.#clear());
    this.#element.replaceChildren(
      element("p.inspector__summary", {}, `${cookies.length} in the jar `, clearAll),
      ...cookies.map((cookie) => this.#cookie(cookie)),
    );
  }

  #cookie({ name, value, path, expires, httponly, secure, samesite, meaning }) {
    const until = expires ? new Date(expires * 1000).toLocaleString() : "the browser is closed";
    const facts = [
      `for ${path}`,
      `until ${until}`,
      httponly && "HttpOnly: scripts can't read it",
      secure && "Secure",
      samesite && `SameSite=${samesite}`,
    ];
    return element(
      "section.cookie",
      {},
      element(
        "h4",
        {},
        name,
        " ",
        button("Clear", () => this.#clear(name), `Clear ${name}`),
      ),
      element("code.cookie__value", {}, value),
      element("p", {}, facts.filter(Boolean).join(" · ")),
      meaning && meaningOf(meaning),
    );
  }

  async #clear(name) {
    await this.#side.call("clear_cookies", { window: this.#side.window, ...(name && { name }) });
    this.show();
  }
}

function button(text, act, label = text) {
  const attributes = { type: "button", onclick: act, "aria-label": label };
  return element("button.app__place", attributes, text);
}

const VALID = { true: "the signature is right", false: "not valid any more" };

/** What a value says, once it is decoded: the data, and who could have read or changed it. */
function meaningOf({ kind, data, signed, encrypted, valid, note }) {
  const facts = [
    String(kind).replaceAll("-", " "),
    signed && (encrypted ? "signed and encrypted" : "signed, not encrypted: anyone can read it"),
    VALID[valid],
    note,
  ];
  const text = typeof data === "string" ? data : JSON.stringify(data, null, 2);
  return [
    element("p", {}, facts.filter(Boolean).join(" · ")),
    data != null && element("pre", { tabindex: "0" }, text),
  ];
}
