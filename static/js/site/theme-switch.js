// data-theme-switch: three buttons, data-theme-choice="system|light|dark".
import { recall, remember } from "./storage.js";

const PAPER = { light: "#fbf9f4", dark: "#181714" };

function choice() {
  const kept = recall("theme");
  return kept === "light" || kept === "dark" ? kept : "system";
}

function apply(theme) {
  const root = document.documentElement;
  if (theme === "system") {
    delete root.dataset.theme;
    delete root.dataset.bsTheme;
  } else {
    root.dataset.theme = theme;
    root.dataset.bsTheme = theme;
  }
  for (const meta of document.querySelectorAll('meta[name="theme-color"]')) {
    const own = meta.media.includes("dark") ? "dark" : "light";
    meta.content = PAPER[theme === "system" ? own : theme];
  }
}

export function bindThemeSwitch(root) {
  const buttons = [...root.querySelectorAll("[data-theme-choice]")];
  const show = (theme) => {
    for (const button of buttons) {
      button.setAttribute("aria-pressed", String(button.dataset.themeChoice === theme));
    }
  };
  for (const button of buttons) {
    button.addEventListener("click", () => {
      const theme = button.dataset.themeChoice;
      remember("theme", theme === "system" ? null : theme);
      apply(theme);
      show(theme);
    });
  }
  // Chosen in another tab: all open pages follow.
  addEventListener("storage", (event) => {
    if (event.key !== "theme") return;
    apply(choice());
    show(choice());
  });
  apply(choice());
  show(choice());
}
