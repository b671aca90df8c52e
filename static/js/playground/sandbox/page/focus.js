/** Scripts move the focus within the page once a learner is in it; none takes it from elsewhere. */
export function focus() {
  const guard = (owner, name) => {
    const original = owner[name];
    owner[name] = function (...given) {
      return document.hasFocus() ? original.apply(this, given) : undefined;
    };
  };
  guard(window, "focus");
  guard(HTMLElement.prototype, "focus");
  guard(SVGElement.prototype, "focus");
  guard(HTMLInputElement.prototype, "select");
  guard(HTMLTextAreaElement.prototype, "select");
  // These focus what they are about.
  guard(HTMLLabelElement.prototype, "click");
  for (const kind of [HTMLFormElement, HTMLInputElement, HTMLSelectElement, HTMLTextAreaElement]) {
    guard(kind.prototype, "reportValidity");
  }
}
