// A lesson page: its app blocks, and the one sandbox in which they all run.
import { AppBlock } from "./playground/block/app-block.js";
import { restoreCodeSize } from "./playground/block/menu.js";
import { sharedIn } from "./playground/block/share.js";
import { Sandbox } from "./playground/runtime/sandbox.js";

const NEAR = "600px"; // how far below the screen an app may be for its Python to be started

function begin() {
  const config = document.getElementById("sandbox-config");
  const roots = document.querySelectorAll("[data-app]");
  if (!config || roots.length === 0) return;
  const sandbox = new Sandbox(JSON.parse(config.textContent));
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (isIntersecting) blocks.get(target).near();
      }
    },
    { rootMargin: NEAR },
  );
  const blocks = new Map();
  sandbox.onlost = (reason) => {
    for (const block of blocks.values()) block.lost(reason);
  };
  for (const root of roots) {
    const block = new AppBlock(root, sandbox, blocks);
    blocks.set(root, block);
    observer.observe(root);
    root.addEventListener("pointerenter", () => block.near(), { once: true });
    root.addEventListener("focusin", () => block.near(), { once: true });
  }
  offerShared([...blocks.values()]);
  beginExercises(blocks, sandbox);
  beginBenches(blocks);
  const drafts = document.querySelector("[data-drafts]")?.dataset.drafts;
  if (drafts) beginDrafts(drafts, [...blocks.values()]);
}

/** What only some pages need. If the connection goes between the page and this, it comes with that. */
async function fetched(load) {
  try {
    return await load();
  } catch {
    await new Promise((back) => addEventListener("online", back, { once: true }));
    return fetched(load);
  }
}

/** For whoever is signed in; until then, what is written stays in this browser. */
async function beginDrafts(url, blocks) {
  const { syncDrafts } = await fetched(() => import("./playground/block/sync.js"));
  syncDrafts(url, blocks);
}

/** Each exercise begins when it comes near: nothing of it is fetched for a page that is only opened. */
function beginExercises(blocks, sandbox) {
  const begin = async (root) => {
    const { Exercise } = await fetched(() => import("./playground/exercise/exercise.js"));
    new Exercise(root, blocks.get(root.querySelector("[data-app]")), sandbox);
  };
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        observer.unobserve(target);
        begin(target);
      }
    },
    { rootMargin: NEAR },
  );
  for (const root of document.querySelectorAll("[data-exercise]")) observer.observe(root);
}

async function beginBenches(blocks) {
  const roots = [...document.querySelectorAll("[data-app-bench]")];
  if (roots.length === 0) return;
  const { Bench } = await fetched(() => import("./playground/bench/bench.js"));
  for (const root of roots) {
    const block = blocks.get(root.closest("[data-app]"));
    new Bench(root, block, block.bench);
  }
}

/** Code that came with the address is offered to the learner, once. */
async function offerShared(blocks) {
  const shared = await sharedIn(location.hash);
  if (!shared) return;
  history.replaceState(history.state, "", location.pathname + location.search);
  const block = blocks.find(({ root }) => root.id === shared.block);
  (block ?? blocks[0]).offer(block ? shared : { broken: true });
}

restoreCodeSize();
begin();
