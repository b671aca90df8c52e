// data-forget: the learner has deleted what they did. What this browser kept of it goes, too: drafts,
// places, and facts that the site never got, which would bring them back.

const OURS = /^(draft:|reading:|outbox)/;

export function bindForget(root) {
  const page = root.querySelector("[data-forget]");
  if (!page) return;
  try {
    for (const name of Object.keys(localStorage)) {
      if (OURS.test(name)) localStorage.removeItem(name);
    }
  } catch {
    return; // storage is off: nothing was kept
  }
  page.querySelector("[data-forgotten]").hidden = false;
}
