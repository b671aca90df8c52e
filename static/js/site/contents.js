// data-contents: marks the heading that is being read, and steps aside while a wide block passes.

function bindSpy(contents) {
  const links = new Map();
  for (const link of contents.querySelectorAll('a[href^="#"]')) {
    const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (heading) links.set(heading, link);
  }
  const headings = [...links.keys()];
  if (!headings.length) return;

  let waiting = false;
  const mark = () => {
    waiting = false;
    const line = innerHeight * 0.28;
    const read = headings.filter((heading) => heading.getBoundingClientRect().top <= line).at(-1);
    const atEnd = scrollY + innerHeight >= document.documentElement.scrollHeight - 4;
    const current = atEnd ? headings.at(-1) : read;
    for (const [heading, link] of links) {
      if (heading === current) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  };
  const later = () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(mark);
  };
  addEventListener("scroll", later, { passive: true });
  addEventListener("resize", later, { passive: true });
  mark();
}

function bindStepAside(contents) {
  const wide = document.querySelectorAll(".prose > .app");
  if (!wide.length) return;
  const passing = new Set();
  // The band of the window that the contents stand in.
  const bottom = Math.max(0, innerHeight - contents.getBoundingClientRect().height - 120);
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (isIntersecting) passing.add(target);
        else passing.delete(target);
      }
      contents.classList.toggle("is-aside", passing.size > 0);
    },
    { rootMargin: `0px 0px -${bottom}px 0px` },
  );
  for (const block of wide) observer.observe(block);
}

export function bindContents(root) {
  for (const contents of root.querySelectorAll("[data-contents]")) {
    bindSpy(contents);
    bindStepAside(contents);
  }
}
