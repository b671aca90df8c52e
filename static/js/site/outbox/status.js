// What became of what the learner did, in one line at the edge of the window: that it will be saved,
// while it waits; that it is, once it has waited; that it can't be. Nothing, while all goes well.
import { toast } from "../toast.js";
import { endangered } from "./kept.js";
import { isAnothersPage, waiting } from "./outbox.js";

const WILL_BE = "will be saved as soon as the site can be reached.";
const KEPT = "Until then this browser remembers.";
const OPEN = "This browser keeps nothing: leave this page open until then.";
const ANOTHER =
  "You are no longer signed in here. What you did is kept for you: sign in again to save it.";
const REFUSED = "Something you did could not be saved: the lesson has changed since.";

let line = null;

function sayWhatWaits() {
  const count = waiting().length;
  if (count === 0) return settle();
  if (isAnothersPage()) return say(ANOTHER);
  const what = count === 1 ? "What you did" : `${count} things you did`;
  say(`${what} ${WILL_BE} ${endangered() ? OPEN : KEPT}`);
}

function say(text) {
  if (!line) {
    line = document.createElement("p");
    line.className = "outbox";
    line.setAttribute("role", "status");
    document.body.append(line);
  }
  if (line.textContent !== text) line.textContent = text;
}

function settle() {
  if (!line) return;
  line.remove();
  line = null;
  toast("Saved");
}

/** Show it from now on. What is sent and taken at once is nothing to talk about. */
export function bindOutboxStatus() {
  let timer = 0;
  document.addEventListener("outbox", () => {
    clearTimeout(timer);
    timer = setTimeout(sayWhatWaits, line ? 0 : 1000);
  });
  document.addEventListener("fact-refused", () => toast(REFUSED, "wrong"));
  addEventListener("beforeunload", (event) => {
    if (endangered()) event.preventDefault();
  });
}
