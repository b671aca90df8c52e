// Runs before the first paint: the theme and the folded rail are what the learner left them, without
// a flash. Everything else about them is in site/theme-switch.js and site/rail.js.
try {
  const root = document.documentElement;
  const theme = localStorage.getItem("theme");
  if (theme === "light" || theme === "dark") {
    root.dataset.theme = theme;
    root.dataset.bsTheme = theme;
  }
  if (localStorage.getItem("rail") === "folded") root.dataset.rail = "folded";
} catch {
  // Storage can be forbidden: the system's theme and an open rail are fine.
}
