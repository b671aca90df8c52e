// What an app's page is given before its own scripts run. It stands in a frame with an opaque origin
// and no network, so everything that a page asks of a browser is asked of the preview by message:
//
//   ← {visit: {method, path, fields, files, hash,    a link or a form; location = …
//              replace, script}}
//   ← {go: by}  ← {moved: path}                      history: by pages, 0 loads again; pushState
//   ← {elsewhere: address}                           one that leads off the app's site
//   ← {ask: {id, method, path, headers, …}}          fetch, XMLHttpRequest
//                                                    → {answer: {id, status, …}}
//   ← {stored: {name, entries}}                      localStorage, sessionStorage
//   ← {cookie: text}                                 document.cookie = …
//   ← {popup: {name, path}}  ← {close: name}         window.open
//                                                    → {call: {key, args, name}}  → {closed: name}
//
// Each function below is sent as text and runs there: it sees nothing of this module.
import { focus } from "./focus.js";
import { links } from "./links.js";
import { network } from "./network.js";
import { popups } from "./popups.js";
import { storage } from "./storage.js";
import { whereabouts } from "./whereabouts.js";

/** The base of the others: where the page is, and how it speaks to the preview. */
function base(settings) {
  const handlers = new Map();
  // The one road out that no content security policy closes. Where the browser knows the header
  // Connection-Allowlist it is closed already; elsewhere this is the best that a page can do.
  for (const name of ["RTCPeerConnection", "webkitRTCPeerConnection"]) delete window[name];
  addEventListener("message", (event) => {
    const { source, data } = event;
    if (source !== parent || !data) return;
    event.stopImmediatePropagation(); // the page's own scripts wait for other messages
    for (const [name, handle] of handlers) if (name in data) handle(data[name]);
  });
  return {
    ...settings,
    send: (message) => parent.postMessage(message, "*"),
    on: (name, handle) => handlers.set(name, handle),
    /** The URL that `address` means on this page, or null if it leads off the app's site. */
    local(address) {
      try {
        const url = new URL(address, document.baseURI);
        return url.origin === "http://localhost" ? url : null;
      } catch {
        return null;
      }
    },
  };
}

/** `settings`: {path, hash, cookie, stored, refresh, popup: name or ""} → the text for a <script>. */
export function scriptFor(settings) {
  const given = JSON.stringify(settings).replace(/</g, "\\u003c");
  const parts = [storage, whereabouts, links, network, popups, focus]
    .map((part) => `(${part})(page);`)
    .join("");
  return `(()=>{const page=(${base})(${given});${parts}})()`.replace(/<\/script/gi, "<\\/script");
}
