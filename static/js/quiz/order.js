// Lines to put in order: buttons that move them, arrow keys, and a grip to drag by. What the server
// reads stays what it is without a script: a place, and an indentation, picked for each line.
import { bindDragging } from "./order-drag.js";
import { toolbar } from "./order-tools.js";

const LINE = "[data-order-line]";

class Order {
  constructor(list) {
    this.list = list;
    this.status = document.getElementById(`${list.closest(".quiz-question").id}-status`);
    this.lines = [...list.querySelectorAll(LINE)];
    this.out = "orderExtra" in list.dataset ? this.makeOut() : null;
    for (const line of this.lines) this.prepare(line);
    this.restore();
    list.classList.add("quiz-lines-moving");
    bindDragging(this);
  }

  makeOut() {
    const label = document.createElement("p");
    label.className = "quiz-out-label";
    label.id = `${this.lines[0].querySelector("select").id}-out`;
    label.textContent = "Left out";
    const out = document.createElement("ul");
    out.className = `${this.list.className} quiz-lines-out quiz-lines-moving`;
    out.setAttribute("aria-labelledby", label.id);
    this.list.after(label, out);
    label.hidden = true;
    this.outLabel = label;
    return out;
  }

  prepare(line) {
    const [place, indent] = line.querySelectorAll("select");
    line.place = place;
    line.indent = indent ?? null;
    line.name = line.querySelector(".quiz-row-text").textContent.trim().replace(/\s+/g, " ");
    line.querySelector("[data-order-fields]").hidden = true;
    const grip = document.createElement("span");
    grip.className = "quiz-row-grip";
    grip.setAttribute("aria-hidden", "true");
    line.prepend(grip);
    line.querySelector(".quiz-row-text").after(toolbar(this, line));
    line.addEventListener("keydown", (event) => this.key(event, line));
  }

  /** As the server has it: lines with a place in its order, the others left out or as shown. */
  restore() {
    const placed = this.lines.filter((line) => line.place.value);
    placed.sort((one, other) => one.place.value - other.place.value);
    this.list.prepend(...placed);
    if (placed.length && this.out)
      this.out.append(...this.lines.filter((line) => !line.place.value));
    this.refresh();
  }

  placed() {
    return [...this.list.querySelectorAll(LINE)];
  }

  key(event, line) {
    const does = {
      ArrowUp: () => this.move(line, -1),
      ArrowDown: () => this.move(line, 1),
      ArrowLeft: line.indent && (() => this.shift(line, -1)),
      ArrowRight: line.indent && (() => this.shift(line, 1)),
    }[event.key];
    if (!does || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    does();
  }

  move(line, by) {
    const lines = this.placed();
    const at = lines.indexOf(line);
    const other = lines[at + by];
    if (at < 0 || !other) return;
    // The neighbour moves: so the line keeps the focus, and the pointer that drags it.
    if (by < 0) line.after(other);
    else line.before(other);
    this.changed(line);
  }

  shift(line, by) {
    const steps = line.indent.options.length;
    const step = Number(line.indent.value) + by;
    if (step < 0 || step >= steps) return;
    line.indent.value = String(step);
    this.changed(line);
  }

  toggle(line) {
    const focused = document.activeElement;
    if (line.parentElement === this.out) this.list.append(line);
    else this.out.append(line);
    if (line.contains(focused)) focused.focus();
    this.changed(line);
  }

  /** Write down where everything is, and say it. */
  changed(line) {
    const lines = this.placed();
    for (const each of this.lines) {
      const at = lines.indexOf(each);
      each.place.value = at < 0 ? "" : String(at + 1);
      each.classList.toggle("is-moved", each === line);
    }
    this.refresh();
    this.say(line, lines.indexOf(line), lines.length);
  }

  refresh() {
    const lines = this.placed();
    for (const line of this.lines) {
      if (line.indent) line.dataset.indent = line.indent.value;
      const at = lines.indexOf(line);
      line.tools.show({
        isOut: at < 0,
        isFirst: at === 0,
        isLast: at === lines.length - 1,
        isLeft: line.indent?.value === "0",
        isRight: Number(line.indent?.value) === (line.indent?.options.length ?? 0) - 1,
      });
    }
    if (this.outLabel) this.outLabel.hidden = !this.out.children.length;
  }

  say(line, at, count) {
    const where = at < 0 ? "left out" : `${at + 1} of ${count}`;
    const steps = line.indent && at >= 0 ? `, indented ${line.indent.value}` : "";
    this.status.textContent = `${line.name}: ${where}${steps}`;
  }
}

export function bindOrders(root) {
  const lists = root.querySelectorAll("[data-order]:not(.quiz-lines-moving)");
  for (const list of lists) new Order(list);
}
