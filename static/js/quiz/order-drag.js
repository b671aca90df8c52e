// Dragging a line by its grip, with a mouse, a pen or a finger: an extra. Lines make room at once;
// sideways, code is indented.

const STEP = 28; // pixels, as in _quiz-kinds.scss

export function bindDragging(order) {
  for (const line of order.lines) {
    const grip = line.querySelector(".quiz-row-grip");
    grip.addEventListener("pointerdown", (event) => start(order, line, grip, event));
  }
}

function start(order, line, grip, event) {
  if (event.button !== 0 || !order.placed().includes(line)) return;
  event.preventDefault();
  grip.setPointerCapture(event.pointerId);
  line.classList.add("is-dragged");
  const from = { x: event.clientX, indent: Number(line.indent?.value ?? 0) };
  const follow = (moved) => drag(order, line, from, moved);
  const end = () => {
    line.classList.remove("is-dragged");
    grip.removeEventListener("pointermove", follow);
    grip.removeEventListener("pointerup", end);
    grip.removeEventListener("pointercancel", end);
  };
  grip.addEventListener("pointermove", follow);
  grip.addEventListener("pointerup", end);
  grip.addEventListener("pointercancel", end);
}

function drag(order, line, from, event) {
  const lines = order.placed();
  const at = lines.indexOf(line);
  const above = lines[at - 1]?.getBoundingClientRect();
  const below = lines[at + 1]?.getBoundingClientRect();
  if (above && event.clientY < above.top + above.height / 2) order.move(line, -1);
  else if (below && event.clientY > below.top + below.height / 2) order.move(line, 1);
  if (!line.indent) return;
  const wanted = from.indent + Math.round((event.clientX - from.x) / STEP);
  const by = Math.sign(wanted - Number(line.indent.value));
  if (by) order.shift(line, by);
}
