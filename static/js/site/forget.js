// data-forget: the learner has deleted what they did. What this browser kept of it goes, too: drafts,
// places, and facts that the site never got, which would bring them back. What somebody else has left
// in it stays.

import { learnerOfPage } from "./learner.js";
import { facts, forget } from "./outbox/kept.js";

export function bindForget(root) {
  const page = root.querySelector("[data-forget]");
  if (!page) return;
  const who = learnerOfPage();
  const drafts = who ? `draft@${who}:` : "draft:";
  for (const fact of facts()) {
    if (fact.who === who || fact.who === "") forget(fact);
  }
  try {
    for (const name of Object.keys(localStorage)) {
      if (name.startsWith(drafts) || name.startsWith("reading:")) localStorage.removeItem(name);
    }
  } catch {
    return; // storage is off: nothing was kept
  }
  page.querySelector("[data-forgotten]").hidden = false;
}
