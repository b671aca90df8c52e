// A lesson page: its app blocks, and the one sandbox in which they all run.
import { AppBlock } from "./playground/block/app-block.js";
import { restoreCodeSize } from "./playground/block/menu.js";
import { sharedIn } from "./playground/block/share.js";
import { syncDrafts } from "./playground/block/sync.js";
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
  if (drafts) syncDrafts(drafts, [...blocks.values()]);
}

async function beginExercises(blocks, sandbox) {
  const roots = [...document.querySelectorAll("[data-exercise]")];
  if (roots.length === 0) return;
  try {
    const { Exercise } = await import("./playground/exercise/exercise.js");
    for (const root of roots) {
      new Exercise(root, blocks.get(root.querySelector("[data-app]")), sandbox);
    }
  } catch {
    // The connection went between the page and this: exercises begin when it is back.
    addEventListener("online", () => beginExercises(blocks, sandbox), { once: true });
  }
}

async function beginBenches(blocks) {
  const roots = [...document.querySelectorAll("[data-app-bench]")];
  if (roots.length === 0) return;
  const { Bench } = await import("./playground/bench/bench.js");
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
