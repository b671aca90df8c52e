// Facts that the server has to hear: kept in the browser until it has them. Each carries a key made on
// the page, so one that is sent twice counts once. What somebody did while signed in is sent when they
// are, and never for anybody else. On the document: "fact-kept" for each that the server has now,
// "outbox" whenever something else is waiting than before.
import { learnerOfPage } from "../learner.js";
import { deliver } from "./deliver.js";
import { facts, forget, isKept, keep, whenOthersChange } from "./kept.js";
import { newKey } from "./key.js";

const FIRST_PAUSE = 2000; // ms until the next try, then twice as long each time
const LONGEST_PAUSE = 60_000;

const outcomes = new Map(); // fact → what became of it, for those sent from this page
let another = false; // whether the site said last that somebody else is signed in
let pause = FIRST_PAUSE;
let timer = 0;
let sending = null;

function changed() {
  document.dispatchEvent(new Event("outbox"));
}

/** Facts that are to be sent from this page, oldest first. */
export function waiting() {
  const who = learnerOfPage();
  return facts().filter((fact) => fact.who === who || fact.who === "");
}

export function isAnothersPage() {
  return another;
}

/**
 * Keep a fact and send it to `url`. Resolves to "saved" if the server has it now, "waiting" if it will
 * be sent again, "refused" if the server will never take it.
 */
export async function record(url, fact) {
  const key = newKey();
  return send({ name: key, url, type: "application/json", body: JSON.stringify({ ...fact, key }) });
}

/** The same for anything that can be posted: {name, url, type, body} and what else is to be kept. */
export async function send(fact) {
  const kept = { ...fact, at: Date.now() + performance.now() / 1e9, who: learnerOfPage() };
  keep(kept);
  changed();
  const underway = sending;
  await flush();
  if (underway && isKept(kept)) await flush(); // it may have been on its last one already
  return isKept(kept) ? "waiting" : (outcomes.get(fact.name) ?? "saved");
}

/** Send what is waiting. */
export function flush() {
  clearTimeout(timer);
  sending ??= sendAll().finally(() => {
    sending = null;
  });
  return sending;
}

async function sendAll() {
  const tried = new Set();
  another = false; // whoever had signed out may be back
  const next = () => waiting().find((fact) => !tried.has(fact.name + fact.body));
  try {
    for (let fact = next(); fact && !another; fact = next()) {
      tried.add(fact.name + fact.body);
      settle(fact, await deliver(fact));
    }
  } catch {
    // Nothing answers: no use in asking for the others, too.
  }
  if (waiting().length > 0 && !another) tryLater();
  else pause = FIRST_PAUSE;
  changed();
}

function settle(fact, { outcome, html }) {
  another = outcome === "theirs";
  if (outcome !== "saved" && outcome !== "refused") return;
  outcomes.set(fact.name, outcome);
  if (isKept(fact)) forget(fact); // and not what has taken its place meanwhile
  const detail = { fact, html };
  document.dispatchEvent(
    new CustomEvent(outcome === "saved" ? "fact-kept" : "fact-refused", { detail }),
  );
}

function tryLater() {
  timer = setTimeout(flush, pause);
  pause = Math.min(2 * pause, LONGEST_PAUSE);
}

function tryNow() {
  pause = FIRST_PAUSE;
  if (waiting().length > 0) flush();
}

/** On every page: send what an earlier one left behind, and again whenever it may be possible. */
export function openOutbox() {
  addEventListener("online", tryNow);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) tryNow();
  });
  whenOthersChange(changed);
  changed();
  tryNow();
}
