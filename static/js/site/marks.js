// The marks of what is done follow what the learner does on the page. data-marks-url names where they
// are drawn anew; each has a name, its data-mark.

const WAIT = 250; // ms: facts often come in pairs

async function refresh(url) {
  try {
    const response = await fetch(url, { headers: { Accept: "text/html" } });
    if (!response.ok) return;
    const drawn = new DOMParser().parseFromString(await response.text(), "text/html");
    for (const mark of drawn.querySelectorAll("[data-mark]")) {
      const name = CSS.escape(mark.dataset.mark);
      document.querySelector(`[data-mark="${name}"]`)?.replaceWith(document.importNode(mark, true));
    }
  } catch {
    // Offline: the marks are right again when the page is opened the next time.
  }
}

export function bindMarks(root) {
  const url = root.querySelector("[data-marks-url]")?.dataset.marksUrl;
  if (!url) return;
  let timer = 0;
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(() => refresh(url), WAIT);
  };
  root.addEventListener("fact-kept", later); // the outbox says so
  root.addEventListener("htmx:afterRequest", ({ detail }) => {
    if (detail.successful && detail.requestConfig?.verb === "post") later();
  });
}
