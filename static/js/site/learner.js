/** Who is signed in on this page, by a name that only this site understands; "" for visitors. */
export function learnerOfPage() {
  return document.querySelector("[data-learner]")?.dataset.learner ?? "";
}

/** The header that keeps a post from being taken for anybody else's. */
export function ofLearner(who = learnerOfPage()) {
  return who ? { "X-Learner": who } : {};
}
