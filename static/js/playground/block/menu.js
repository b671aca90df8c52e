// What else can be done with the code of a block: earlier versions, a link, a download, its size.
import { csrfToken } from "../../site/csrf.js";
import { recall, remember } from "../../site/storage.js";
import { saveFile } from "./download.js";
import { linkFor } from "./share.js";

const SIZES = [0.75, 0.8125, 0.875, 1, 1.125, 1.25]; // rem
const USUAL = 2;
const SIZE_KEY = "code-size";

/** The size that code has in all apps, as the learner chose it last. */
export function restoreCodeSize() {
  const size = SIZES[Number(recall(SIZE_KEY) ?? USUAL)];
  if (size) document.documentElement.style.setProperty("--code-size", `${size}rem`);
}

export class Menu {
  #root;
  #sides;
  #config;
  #say;

  /** `say(sentence, actions, kind)`: the block's notice. */
  constructor(root, sides, config, say) {
    this.#root = root;
    this.#sides = sides;
    this.#config = config;
    this.#say = say;
    root.addEventListener("click", ({ target }) => {
      const button = target.closest("[data-menu]");
      if (button) this.#do(button.dataset.menu, button.dataset.framework);
    });
    root.addEventListener("keydown", ({ key }) => {
      if (key === "Escape") this.#close();
    });
    document.addEventListener("pointerdown", ({ target }) => {
      if (root.open && !root.contains(target)) root.open = false;
    });
  }

  #close() {
    this.#root.open = false;
    this.#root.querySelector("summary").focus();
  }

  async #do(name, framework) {
    if (name === "larger" || name === "smaller") return this.#resize(name === "larger" ? 1 : -1);
    this.#close();
    if (name === "share") return this.#share();
    if (name === "download") return this.#download(framework);
    const { showVersions } = await import("./versions-dialog.js");
    return showVersions(this.#sides);
  }

  #resize(by) {
    const at = Number(recall(SIZE_KEY) ?? USUAL) + by;
    remember(SIZE_KEY, String(Math.min(SIZES.length - 1, Math.max(0, at))));
    restoreCodeSize();
  }

  async #share() {
    const sides = Object.fromEntries(
      this.#sides.map((side) => [side.framework, side.files.workspace.changes]),
    );
    const link = await linkFor({ block: this.#config.block, sides });
    try {
      await navigator.clipboard.writeText(link);
      this.#say("The link is copied. Whoever opens it sees your code here, and runs it or not.");
    } catch {
      this.#say(`Copy this link: ${link}`);
    }
  }

  async #download(framework) {
    const side = this.#sides.find((each) => each.framework === framework);
    try {
      const response = await fetch(this.#config.download, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": csrfToken() },
        body: JSON.stringify({
          framework,
          name: this.#config.block,
          files: side.files.texts(),
          supplied: side.files.workspace.suppliedTexts,
        }),
      });
      if (!response.ok) {
        const { error } = await response.json().catch(() => ({}));
        throw new Error(error ?? `The site answered ${response.status}.`);
      }
      const blob = await response.blob();
      saveFile({ download: `${this.#config.block}-${framework}.zip`, blob });
    } catch (error) {
      this.#say(`The project could not be downloaded. ${error.message}`, [], "error");
    }
  }
}
