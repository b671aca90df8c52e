// The buttons of a line that can be moved. Those that can do nothing now keep their place and the
// focus: they are said to be unavailable instead of being taken away.

const icon = (path) =>
  `<svg class="icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${path}</svg>`;

const ICONS = {
  up: icon('<path d="m5 12 7-7 7 7"/><path d="M12 19V5"/>'),
  down: icon('<path d="M12 5v14"/><path d="m19 12-7 7-7-7"/>'),
  outdent: icon(
    '<path d="M21 6H11M21 12H11M21 18H3"/><path d="m7 8-4 4 4 4" transform="translate(0 -3)"/>',
  ),
  indent: icon(
    '<path d="M21 6H11M21 12H11M21 18H3"/><path d="m3 8 4 4-4 4" transform="translate(0 -3)"/>',
  ),
  out: icon('<path d="M18 6 6 18"/><path d="m6 6 12 12"/>'),
  in: icon('<path d="M5 12h14"/><path d="M12 5v14"/>'),
};

function button(name, label, does) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "quiz-tool";
  made.innerHTML = ICONS[name];
  made.title = label;
  made.addEventListener("click", () => {
    if (made.getAttribute("aria-disabled") !== "true") does();
  });
  return made;
}

function enable(made, line, label, isEnabled) {
  made.setAttribute("aria-label", `${label}: ${line.name}`);
  made.setAttribute("aria-disabled", String(!isEnabled));
}

/** The buttons for `line` of `order`; `line.tools.show(state)` says what can be done now. */
export function toolbar(order, line) {
  const bar = document.createElement("div");
  bar.className = "quiz-row-tools";
  const up = button("up", "Move up", () => order.move(line, -1));
  const down = button("down", "Move down", () => order.move(line, 1));
  const shifts = line.indent
    ? [
        button("outdent", "Indent less", () => order.shift(line, -1)),
        button("indent", "Indent more", () => order.shift(line, 1)),
      ]
    : [];
  const toggle = order.out ? button("out", "Leave out", () => order.toggle(line)) : null;
  bar.append(up, down, ...shifts, ...(toggle ? [toggle] : []));
  line.tools = {
    show({ isOut, isFirst, isLast, isLeft, isRight }) {
      enable(up, line, "Move up", !isOut && !isFirst);
      enable(down, line, "Move down", !isOut && !isLast);
      for (const [each, label, isEnd] of [
        [shifts[0], "Indent less", isLeft],
        [shifts[1], "Indent more", isRight],
      ]) {
        if (each) enable(each, line, label, !isOut && !isEnd);
      }
      if (toggle) {
        toggle.innerHTML = ICONS[isOut ? "in" : "out"];
        toggle.title = isOut ? "Put in" : "Leave out";
        enable(toggle, line, toggle.title, true);
      }
    },
  };
  return bar;
}
