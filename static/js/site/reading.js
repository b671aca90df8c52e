// Where somebody is reading: the heading that stands on the screen. Kept in this browser, as
// reading:<course> → {at, url, label, lessons: {lesson: {section, title}}}; `url` is where to go on.
// The site is told as well if it knows who this is (data-reading-url), for their other devices.
import { csrfToken } from "./csrf.js";
import { ofLearner } from "./learner.js";
import { recall, remember } from "./storage.js";

const MOST_LESSONS = 100;
const LINE = 0.28; // of the window's height: what is above has been read

function kept(course) {
  try {
    const found = JSON.parse(recall(`reading:${course}`));
    return typeof found === "object" && found !== null ? found : {};
  } catch {
    return {};
  }
}

function keep(course, lesson, heading, last) {
  const lessons = kept(course).lessons ?? {};
  delete lessons[lesson]; // the newest stands last
  const title = heading.dataset.title;
  lessons[lesson] = { section: heading.id, title };
  const next = last ? document.querySelector("a[rel=next]") : null;
  const name = document.querySelector("h1")?.textContent.trim();
  const place = {
    at: new Date().toISOString(),
    url: next?.pathname ?? `${location.pathname}#${heading.id}`,
    label: next?.querySelector(".turn__title")?.textContent ?? `${name}: ${title}`,
    lessons: Object.fromEntries(Object.entries(lessons).slice(-MOST_LESSONS)),
  };
  remember(`reading:${course}`, JSON.stringify(place));
}

function tell(url, course, lesson, section) {
  const headers = {
    "Content-Type": "application/json",
    "X-CSRFToken": csrfToken(),
    ...ofLearner(),
  };
  const body = JSON.stringify({ course, lesson, section });
  // What fails is no loss: this browser knows the place, and the next one is told again.
  fetch(url, { method: "POST", keepalive: true, headers, body }).catch(() => {});
}

function offerReturn(line, place, headings) {
  const heading = headings.find(({ id }) => id === place?.section);
  if (!line || !heading || heading === headings[0]) return;
  const link = line.querySelector("a");
  link.href = `#${heading.id}`;
  link.textContent = heading.dataset.title;
  line.hidden = false;
}

/** On a lesson's page: offer the place where it was left, and remember every new one. */
export function bindReading(root) {
  const article = root.querySelector("[data-reading]");
  const headings = [];
  for (const link of root.querySelectorAll('[data-contents] a[href^="#"]')) {
    const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!heading) continue;
    heading.dataset.title = link.firstElementChild.textContent;
    headings.push(heading);
  }
  if (!article || !headings.length) return;
  const [course, lesson] = article.dataset.reading.split("/");
  offerReturn(
    root.querySelector("[data-reading-return]"),
    kept(course).lessons?.[lesson],
    headings,
  );

  let now = null;
  let told = null;
  let timer = 0;
  const look = () => {
    const read = headings.filter((each) => each.getBoundingClientRect().top <= innerHeight * LINE);
    const atEnd = scrollY + innerHeight >= document.documentElement.scrollHeight - 4;
    const heading = atEnd ? headings.at(-1) : read.at(-1);
    if (!heading || heading === now) return;
    now = heading;
    keep(course, lesson, heading, heading === headings.at(-1));
  };
  const leave = () => {
    look();
    if (!now || now === told || !article.dataset.readingUrl) return;
    told = now;
    tell(article.dataset.readingUrl, course, lesson, now.id);
  };
  addEventListener(
    "scroll",
    () => {
      clearTimeout(timer);
      timer = setTimeout(look, 400);
    },
    { passive: true },
  );
  addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) leave();
  });
}

/** Where a course is begun: go on where this browser was reading, if that is the latest. */
export function offerReading(root) {
  for (const start of root.querySelectorAll("[data-resume]")) {
    const { resume: course, resumeAt } = start.dataset;
    const { at, url, label } = kept(course);
    const isHere = typeof url === "string" && url.startsWith(`/learn/${course}/`);
    if (!isHere || (resumeAt && !(Date.parse(at) > Date.parse(resumeAt)))) continue;
    const link = start.querySelector("a");
    link.href = url;
    link.querySelector("span").textContent = "Continue where you left off";
    start.querySelector(".start__where").textContent = label;
  }
}
