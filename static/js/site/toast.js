// One line at the edge of the window that says what just happened, and goes.

let region = null;

export function toast(text, kind = "plain", milliseconds = kind === "wrong" ? 8000 : 2000) {
  if (!region) {
    region = document.createElement("div");
    region.className = "toasts";
    region.setAttribute("role", "status");
    document.body.append(region);
  }
  const line = document.createElement("p");
  line.className = `toast is-${kind}`;
  line.textContent = text;
  region.replaceChildren(line);
  setTimeout(() => line.remove(), milliseconds);
}
