// What the measurements put into every document of the site, its frames included: it presses Run, and
// notes when what came of it was on the screen. All times are in ms.
(() => {
  // A clock that all frames share.
  const clock = () => performance.timeOrigin + performance.now();

  // A page of a running app, in the innermost frame: tells when it is clicked, and when it is about
  // to be drawn.
  if (window !== top && parent !== top) {
    const tell = (bench) => top.postMessage({ bench, at: clock() }, "*");
    addEventListener("DOMContentLoaded", () => requestAnimationFrame(() => tell("shown")));
    addEventListener("click", () => tell("clicked"), { capture: true });
    return;
  }
  if (window !== top) return;

  const twin = () => document.querySelector("[data-app].is-twin");
  const columns = () => [...twin().querySelectorAll("[data-side]")];

  const told = []; // {bench: "clicked" | "shown", at, side: the column that it happened in}
  const waiting = new Set();
  addEventListener("message", ({ data, source }) => {
    if (!data?.bench) return;
    const holds = (column) =>
      column.querySelector("[data-side-preview] iframe")?.contentWindow === source.parent;
    told.push({ ...data, side: columns().find(holds) });
    for (const look of waiting) look();
  });

  /** Resolves to what `find()` gives, once it does; it looks whenever a page has told something. */
  const untilTold = (find) =>
    new Promise((resolve) => {
      const look = () => {
        const found = find();
        if (found === undefined) return;
        waiting.delete(look);
        resolve(found);
      };
      waiting.add(look);
      look();
    });

  /** Resolves once `element` has no `hidden` any more. */
  const untilShown = (element) =>
    new Promise((resolve) => {
      const look = () => {
        if (element.hidden) return;
        observer.disconnect();
        resolve();
      };
      const observer = new MutationObserver(look);
      observer.observe(element, { attributeFilter: ["hidden"] });
      look();
    });

  const parsed = new Promise((resolve) => {
    addEventListener("DOMContentLoaded", resolve);
  });

  window.bench = {
    /** Press the first twin's Run as soon as it is there; when both had answered, since navigation. */
    async runAtOnce() {
      await parsed;
      await untilShown(twin().querySelector("[data-app-bar]"));
      const answered = columns().map((column) =>
        untilShown(column.querySelector("[data-side-status]")),
      );
      twin().querySelector("[data-app-run]").click();
      await Promise.all(answered);
      return performance.now();
    },

    /** Press Run; how long until each column has shown a page. */
    async run() {
      const from = clock();
      const before = told.length;
      twin().querySelector("[data-app-run]").click();
      return untilTold(() => {
        const shown = told.slice(before).filter(({ bench }) => bench === "shown");
        const firsts = columns().map((column) => shown.find(({ side }) => side === column));
        return firsts.every(Boolean) ? Math.max(...firsts.map(({ at }) => at)) - from : undefined;
      });
    },

    /** How long it takes from the next click in a column's page until the page it leads to is shown. */
    followed(framework) {
      const before = told.length;
      return untilTold(() => {
        const here = told.slice(before).filter(({ side }) => side?.dataset.side === framework);
        const clicked = here.find(({ bench }) => bench === "clicked");
        const shown = here.find(({ bench, at }) => bench === "shown" && at > clicked?.at);
        return shown ? shown.at - clicked.at : undefined;
      });
    },
  };
})();
