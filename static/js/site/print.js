// data-print: a button that prints the page. Without a script there is none; the browser has its own.

export function bindPrint(root) {
  for (const button of root.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }
}
