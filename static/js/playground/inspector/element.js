// Elements from a few words. Whatever comes out of the sandbox goes in as text, never as markup.

/** element("td.cell", {title: "…"}, "text", otherElement) → Element; false and null are left out. */
export function element(name, attributes = {}, ...children) {
  const [tag, ...classes] = name.split(".");
  const made = document.createElement(tag || "div");
  if (classes.length) made.className = classes.join(" ");
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value === true) made.setAttribute(key, "");
    else if (value !== false && value != null) made.setAttribute(key, String(value));
  }
  made.append(...children.flat(2).filter((child) => child !== false && child != null));
  return made;
}

/** A note where there is nothing to see, with the next move. */
export function empty(text) {
  return element("p.inspector__empty", {}, text);
}

/** A place in the learner's code, as a button that opens it. */
export function place(where, open) {
  if (!where) return null;
  const act = () => open(where.file, where.line);
  return element(
    "button.app__place",
    { type: "button", onclick: act },
    `${where.file}, line ${where.line}`,
  );
}
