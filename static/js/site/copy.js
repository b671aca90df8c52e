// Adds a copy button to every data-code; [data-copy] elsewhere copies its own value.

const COPY =
  '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><rect width="14" height="14" x="8" y="8" rx="2"/><path d="M4 16c-1.1 0-2-.9-2-2V4c0-1.1.9-2 2-2h10c1.1 0 2 .9 2 2"/></svg>';
const COPIED =
  '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M20 6 9 17l-5-5"/></svg>';

async function copy(button, text) {
  let said = "Copied";
  try {
    await navigator.clipboard.writeText(text);
    button.innerHTML = `${COPIED}<span>Copied</span>`;
    button.classList.add("is-copied");
  } catch {
    said = "Not copied: select the code and press Ctrl+C";
    button.innerHTML = `${COPY}<span>Press Ctrl+C</span>`;
  }
  button.setAttribute("aria-label", said);
  setTimeout(() => reset(button), 1800);
}

function reset(button) {
  button.innerHTML = `${COPY}<span>Copy</span>`;
  button.setAttribute("aria-label", "Copy this code");
  button.classList.remove("is-copied");
}

export function bindCopyButtons(root) {
  for (const block of root.querySelectorAll("[data-code]")) {
    const code = block.querySelector("pre");
    if (!code || block.querySelector(":scope > .code-copy")) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "code-copy";
    reset(button);
    button.addEventListener("click", () => copy(button, code.textContent.replace(/\n$/, "")));
    block.append(button);
  }
}
