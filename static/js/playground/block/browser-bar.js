// The bar of an app's browser: back, forward, reload, the address, who is signed in, which window.
export class BrowserBar {
  #form;
  #on;

  /** `on`: {go(by), reload(), open(path), window(), person(name)}. */
  constructor(form, on) {
    this.#form = form;
    this.#on = on;
    form.addEventListener("click", ({ target }) => this.#click(target.closest("[data-browse]")));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const typed = form.elements.address.value.trim();
      on.open(/^(\/|[a-z][a-z0-9+.-]*:)/i.test(typed) ? typed : `/${typed}`);
    });
    form.elements.person?.addEventListener("change", ({ target }) => on.person(target.value));
  }

  /** `state`: {running, path, back, forward, second: whether the second window is shown}. */
  show({ running, path, back, forward, second }) {
    const button = (name) => this.#form.querySelector(`[data-browse=${name}]`);
    this.#form.querySelector("fieldset").disabled = !running;
    this.#form.elements.address.value = path;
    button("back").disabled = !back;
    button("forward").disabled = !forward;
    button("window").setAttribute("aria-pressed", String(second));
    button("window").querySelector("span").textContent = second ? "Window 2" : "Window 1";
  }

  /** Nobody is known to be signed in: a new run, another window. */
  forgetPerson() {
    if (this.#form.elements.person) this.#form.elements.person.value = "";
  }

  /** A request has signed `name` in: one of the lesson's, for instance. */
  knowPerson(name) {
    const { person } = this.#form.elements;
    if ([...(person?.options ?? [])].some(({ value }) => value === name)) person.value = name;
  }

  #click(button) {
    const name = button?.dataset.browse;
    if (name === "back") this.#on.go(-1);
    else if (name === "forward") this.#on.go(1);
    else if (name === "reload") this.#on.reload();
    else if (name === "window") this.#on.window();
  }
}
