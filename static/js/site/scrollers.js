// Code and tables that are wider than their column can be scrolled with the keyboard too. What fits
// is no stop of the Tab key.

const WIDE = "[data-code] pre, .prose pre, .app__editor, .app__console";

function check() {
  for (const box of document.querySelectorAll(WIDE)) {
    const scrolls =
      box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1;
    const ours = box.dataset.scroller !== undefined;
    if (
      scrolls &&
      !box.hasAttribute("tabindex") &&
      !box.querySelector("[contenteditable], textarea")
    ) {
      box.tabIndex = 0;
      box.dataset.scroller = "";
    } else if (!scrolls && ours) {
      box.removeAttribute("tabindex");
      delete box.dataset.scroller;
    }
  }
}

export function bindScrollers() {
  let timer = 0;
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(check, 150);
  };
  addEventListener("resize", later, { passive: true });
  document.fonts.ready.then(check);
  check();
}
