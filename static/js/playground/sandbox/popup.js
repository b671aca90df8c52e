// The popup window of an app's page: a frame over the page, with a way to close it.
const STYLE = [
  ["element", "padding:0;border:1px solid #888;width:92%;height:88%;background:#fff;color:#1d1b16"],
  ["close", "font:14px system-ui;padding:6px 12px;margin:6px;cursor:pointer"],
  ["frame", "display:block;width:100%;height:calc(100% - 44px);border:0;border-top:1px solid #ccc"],
];

export class Popup {
  /** `frame`: where its page stands; `onclose`: it was closed by hand. */
  constructor(name, frame, onclose) {
    this.name = name;
    this.element = document.createElement("dialog");
    this.element.ariaLabel = "Window opened by the app's page";
    this.close = document.createElement("button");
    this.close.textContent = "Close window";
    this.close.addEventListener("click", onclose);
    this.element.addEventListener("cancel", onclose);
    this.show(frame);
    document.body.append(this.element);
    this.element.showModal();
  }

  /** Put another page into it. */
  show(frame) {
    this.frame = frame;
    this.element.replaceChildren(this.close, frame);
    for (const [part, style] of STYLE) this[part].style.cssText = style;
  }
}
