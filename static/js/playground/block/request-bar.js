// The bar above an app: the request that goes to every side, and what can be done with the run.
const WITH_BODY = ["POST", "PUT", "PATCH"];

export class RequestBar {
  #form;
  #open;
  #part;

  /** `open`: the path of the first page. `on`: {run, stop, reset, send(request)}. */
  constructor(form, open, on) {
    this.#form = form;
    this.#open = open;
    this.#part = (name) => form.querySelector(`[data-app-${name}]`);
    for (const name of ["run", "stop", "reset"])
      this.#part(name).addEventListener("click", on[name]);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      on.send(this.request);
    });
    form.elements.method?.addEventListener("change", () => this.#showBody());
    this.#showBody();
    form.hidden = false;
  }

  /** The request that the bar describes. */
  get request() {
    const { method, path, body } = this.#form.elements;
    if (!path) return { method: "GET", path: this.#open };
    const typed = path.value.trim();
    // An address of another site is sent as it is: the harness says why it can't be reached.
    const request = {
      method: method.value,
      path: /^(\/|[a-z][a-z0-9+.-]*:)/i.test(typed) ? typed : `/${typed}`,
    };
    return body.hidden ? request : { ...request, ...bodyOf(body.value.trim()) };
  }

  /** `state`: {running, starting, edited} */
  show({ running, starting, edited }) {
    this.#part("stop").hidden = !running && !starting;
    this.#part("reset").hidden = !edited;
    if (this.#part("send")) this.#part("send").disabled = !running;
    if (starting) this.#part("run").querySelector("span").textContent = "Run again";
  }

  #showBody() {
    const { method, body } = this.#form.elements;
    if (body) body.hidden = !WITH_BODY.includes(method.value);
  }
}

/** What was typed as a body: JSON if it is that, a form otherwise. */
function bodyOf(typed) {
  if (/^[[{]/.test(typed)) {
    try {
      return { json: JSON.parse(typed) };
    } catch {
      return { body: typed };
    }
  }
  const form = new Map();
  for (const [name, value] of new URLSearchParams(typed)) {
    form.set(name, [...(form.get(name) ?? []), value]);
  }
  return { form: Object.fromEntries(form) };
}
