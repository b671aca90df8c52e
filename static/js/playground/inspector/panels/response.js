// What went over the wire: the request as it was sent and the response as it came.
import { pathOf } from "../../exchange.js";
import { code, languageOf } from "../code.js";
import { element, empty } from "../element.js";
import { lesson } from "../failure.js";

export class Panel {
  #element;

  constructor(place) {
    this.#element = place;
  }

  show(exchange) {
    if (!exchange) {
      this.#element.replaceChildren(empty("No request has been sent yet."));
      return;
    }
    const { request, response } = exchange;
    const first = `${request.method} ${pathOf(exchange)} HTTP/1.1`;
    const answer = `HTTP/1.1 ${response.status} ${response.reason}`;
    this.#element.replaceChildren(
      ...(exchange.teaching ? [lesson(exchange.teaching)] : []),
      message("Response", answer, response.headers, bodyOf(response)),
      message("Request", first, request.headers, String(request.body ?? "")),
    );
  }
}

function bodyOf({ text, base64, bytes, truncated, type }) {
  if (typeof text === "string") {
    return [code(text, languageOf(type)), truncated ? "\n… cut at 1 MB" : ""];
  }
  return base64 ? `(${bytes} bytes that are not text)` : "";
}

function message(title, first, headers, body) {
  const lines = headers.map(([name, value]) => [
    element("span.inspector__name", {}, `${name}: `),
    `${value}\n`,
  ]);
  return element(
    "section.inspector__message",
    {},
    element("h4", {}, title),
    element("pre", { tabindex: "0" }, element("strong", {}, `${first}\n`), lines, "\n", body),
  );
}
