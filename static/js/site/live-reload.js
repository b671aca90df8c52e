// In development <html data-dev-version="…"> names the address that tells what version of lessons
// and files is current, and data-dev-seen the one that the page was made of. When they differ, the
// page reloads where it was.
import { toast } from "./toast.js";

const EVERY = 500;
const SPOT = "live-reload";

function comeBack() {
  let spot = null;
  try {
    spot = JSON.parse(sessionStorage.getItem(SPOT));
    sessionStorage.removeItem(SPOT);
  } catch {
    return;
  }
  if (spot?.path !== location.pathname) return;
  scrollTo({ top: spot.top, behavior: "instant" });
  toast("Updated");
}

function reload() {
  const spot = { path: location.pathname, top: scrollY };
  try {
    sessionStorage.setItem(SPOT, JSON.stringify(spot));
  } catch {
    // The page then opens where the browser thinks it was.
  }
  location.reload();
}

export function bindLiveReload(page) {
  const url = page.dataset.devVersion;
  if (!url) return;
  comeBack();
  let seen = page.dataset.devSeen || null;
  let asking = false;
  const ask = async () => {
    if (asking || document.hidden) return;
    asking = true;
    try {
      const response = await fetch(url, { cache: "no-store" });
      const version = response.ok ? await response.text() : seen;
      if (seen !== null && version !== seen) return reload();
      seen = version;
    } catch {
      // The server is being restarted: the next answer tells.
    }
    asking = false;
  };
  setInterval(ask, EVERY);
  document.addEventListener("visibilitychange", ask);
  ask();
}
