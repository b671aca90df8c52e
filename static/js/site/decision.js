// A decision's answers stand in the address: a reload, or going back, brings them again.

export function bindDecisions() {
  document.addEventListener("htmx:afterRequest", ({ detail }) => {
    const form = detail.elt.closest?.("[data-decision]");
    if (!form || !detail.successful) return;
    const usual = ([name, value]) => name.endsWith("-matters") && value === "1";
    const given = new URLSearchParams([...new FormData(form)].filter((pair) => !usual(pair)));
    history.replaceState(history.state, "", `?${given}#${form.dataset.decision}`);
  });
}
