// data-rail-toggle folds the rail away on wide screens, and the choice is remembered. On narrow ones
// the rail is a popover, which needs no script.
import { remember } from "./storage.js";

export function bindRail(root) {
  const page = document.documentElement;
  for (const button of root.querySelectorAll("[data-rail-toggle]")) {
    const show = () => button.setAttribute("aria-expanded", String(page.dataset.rail !== "folded"));
    button.addEventListener("click", () => {
      const folded = page.dataset.rail === "folded";
      if (folded) delete page.dataset.rail;
      else page.dataset.rail = "folded";
      remember("rail", folded ? null : "folded");
      show();
    });
    show();
  }
}

/** A long list of lessons opens where the learner is. */
export function showCurrentLesson(root) {
  const current = root.querySelector('.rail [aria-current="page"]');
  const scroller = current?.closest(".rail__inner");
  if (scroller && current.offsetTop > scroller.clientHeight - 80) {
    scroller.scrollTop = current.offsetTop - scroller.clientHeight / 2;
  }
}
