/** fetch and XMLHttpRequest of the app's scripts: asked of the app itself, and of nothing else. */
export function network(page) {
  const waiting = new Map();
  let count = 0;
  page.on("answer", ({ id, ...answer }) => {
    waiting.get(id)?.(answer);
    waiting.delete(id);
  });

  const pairs = (headers) => [...new Headers(headers ?? {})];
  // What it is sent as is for the harness to say, which writes the body.
  const withoutType = (headers) =>
    headers.filter(([name]) => name.toLowerCase() !== "content-type");
  const read = (blob) =>
    new Promise((resolve) => {
      const reader = new FileReader();
      reader.onload = () => resolve(String(reader.result).split(",")[1] ?? "");
      reader.readAsDataURL(blob);
    });
  const bodyOf = async (body) => {
    if (body == null) return {};
    if (body instanceof URLSearchParams) return { fields: [...body] };
    if (!(body instanceof FormData)) {
      return { body: typeof body === "string" ? body : await new Response(body).text() };
    }
    const fields = [];
    const files = [];
    for (const [name, value] of body) {
      if (typeof value === "string") fields.push([name, value]);
      else {
        const { name: filename, type } = value;
        files.push({ name, filename, type, base64: await read(value) });
      }
    }
    return { fields, files, multipart: true };
  };

  /** Resolves to {status, reason, headers, text or base64, path}; rejects when there is no answer. */
  const ask = async (method, address, headers, body) => {
    const url = page.local(address);
    if (!url) throw new TypeError(`Only the app itself can be reached from here, not ${address}`);
    const given = await bodyOf(body);
    if (given.fields) headers = withoutType(headers);
    count += 1;
    const id = count;
    const answer = new Promise((resolve) => waiting.set(id, resolve));
    page.send({ ask: { id, method, path: url.pathname + url.search, headers, ...given } });
    const found = await answer;
    if (found.failed) throw new TypeError(found.failed);
    return found;
  };
  const bytesOf = ({ base64, text }) =>
    base64 ? Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0)) : (text ?? "");

  window.fetch = async (resource, options = {}) => {
    const isRequest = resource instanceof Request;
    const method = (options.method ?? (isRequest ? resource.method : "GET")).toUpperCase();
    const headers = pairs(options.headers ?? (isRequest ? resource.headers : {}));
    const body = options.body ?? (isRequest && method !== "GET" ? await resource.text() : null);
    const answer = await ask(method, isRequest ? resource.url : String(resource), headers, body);
    const empty = [204, 205, 304].includes(answer.status);
    const response = new Response(empty ? null : bytesOf(answer), {
      status: Math.min(599, Math.max(200, answer.status)),
      statusText: answer.reason,
      headers: answer.headers.filter(([name]) => !/^set-cookie$/i.test(name)),
    });
    Object.defineProperty(response, "url", { value: `http://localhost${answer.path}` });
    return response;
  };

  window.XMLHttpRequest = class XMLHttpRequest extends EventTarget {
    readyState = 0;
    status = 0;
    statusText = "";
    response = "";
    responseText = "";
    responseType = "";
    responseURL = "";
    timeout = 0;
    withCredentials = false;
    upload = new EventTarget();
    #request = { headers: [] };
    #answer;
    #aborted = false;

    open(method, address, async = true) {
      if (!async)
        throw new DOMException("Only asynchronous requests work here.", "NotSupportedError");
      this.#request = { method: String(method).toUpperCase(), address, headers: [] };
      this.#become(1);
    }
    setRequestHeader(name, value) {
      this.#request.headers.push([name, String(value)]);
    }
    overrideMimeType() {}
    getResponseHeader(name) {
      const wanted = String(name).toLowerCase();
      return this.#answer?.headers.find(([each]) => each.toLowerCase() === wanted)?.[1] ?? null;
    }
    getAllResponseHeaders() {
      const headers = this.#answer?.headers ?? [];
      return headers.map(([name, value]) => `${name.toLowerCase()}: ${value}\r\n`).join("");
    }
    abort() {
      this.#aborted = true;
      this.#tell("abort");
    }
    async send(body) {
      const { method, address, headers } = this.#request;
      try {
        this.#answer = await ask(method, address, headers, body);
      } catch {
        if (!this.#aborted) this.#finish("error");
        return;
      }
      if (this.#aborted) return;
      this.status = this.#answer.status;
      this.statusText = this.#answer.reason;
      this.responseURL = `http://localhost${this.#answer.path}`;
      await this.#read();
      this.#finish("load");
    }
    async #read() {
      const answer = new Response(bytesOf(this.#answer));
      if (this.responseType === "arraybuffer") this.response = await answer.arrayBuffer();
      else if (this.responseType === "blob") this.response = await answer.blob();
      else {
        const text = await answer.text();
        this.responseText = text;
        this.response = text;
        if (this.responseType === "json") this.response = parsed(text);
      }
    }
    #finish(name) {
      this.#become(4);
      this.#tell(name);
      this.#tell("loadend");
    }
    #become(state) {
      this.readyState = state;
      this.#tell("readystatechange");
    }
    #tell(name) {
      const event = new ProgressEvent(name);
      this[`on${name}`]?.call(this, event);
      this.dispatchEvent(event);
    }
  };
  Object.assign(window.XMLHttpRequest, {
    UNSENT: 0,
    OPENED: 1,
    HEADERS_RECEIVED: 2,
    LOADING: 3,
    DONE: 4,
  });

  const parsed = (text) => {
    try {
      return JSON.parse(text);
    } catch {
      return null;
    }
  };
}
