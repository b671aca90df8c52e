// What script adds to questions that work without it.

async function bind(root) {
  if (!root.querySelector("[data-order]")) return;
  const { bindOrders } = await import("./order.js");
  bindOrders(root);
}

/** After Enter in a field the answer takes the field's place: the focus goes to what it says. */
function keepFocus(event) {
  const body = event.target.closest?.(".quiz-question-body");
  if (!body || (document.activeElement && document.activeElement !== document.body)) return;
  document.getElementById(body.id.replace(/body$/, "focus"))?.focus({ preventScroll: true });
}

export function bindQuizzes(root) {
  bind(root);
  // At once, and not when htmx has settled: nothing is seen to jump.
  document.addEventListener("htmx:afterSwap", (event) => bind(event.target));
  document.addEventListener("htmx:afterSettle", keepFocus);
}
