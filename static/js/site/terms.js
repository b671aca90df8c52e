// a.term says what a word means without leaving the page: on hover and on focus, dismissed by Escape,
// and it stays while the pointer is over it (WCAG 1.4.13). The link to the glossary works as ever.

function makeCard() {
  const card = document.createElement("div");
  card.className = "term-card";
  card.id = "term-card";
  card.setAttribute("role", "tooltip");
  card.popover = "manual";
  document.body.append(card);
  return card;
}

function place(card, term) {
  const edge = 12;
  const spot = term.getClientRects()[0] ?? term.getBoundingClientRect();
  const left = Math.min(spot.left, innerWidth - card.offsetWidth - edge);
  const above = spot.top - card.offsetHeight - 8;
  const top = above > edge ? above : spot.bottom + 8;
  // The CSSOM is no inline style to the content security policy.
  card.style.left = `${Math.max(edge, left)}px`;
  card.style.top = `${top}px`;
}

export function bindTerms(root) {
  if (!("popover" in HTMLElement.prototype)) return;
  let card = null;
  let shown = null;
  let timer = 0;

  const hide = () => {
    clearTimeout(timer);
    if (!shown) return;
    shown.removeAttribute("aria-describedby");
    shown = null;
    card.hidePopover();
  };
  const show = (term) => {
    clearTimeout(timer);
    if (shown === term) return;
    hide();
    if (!card) {
      card = makeCard();
      card.addEventListener("pointerenter", () => clearTimeout(timer));
      card.addEventListener("pointerleave", () => later(hide, 120));
    }
    card.textContent = term.dataset.term;
    card.showPopover();
    place(card, term);
    term.setAttribute("aria-describedby", card.id);
    shown = term;
  };
  const later = (action, wait) => {
    clearTimeout(timer);
    timer = setTimeout(action, wait);
  };
  const termOf = (event) => event.target.closest?.("a.term[data-term]");

  root.addEventListener("pointerover", (event) => {
    const term = termOf(event);
    if (term && event.pointerType !== "touch") later(() => show(term), 150);
  });
  root.addEventListener("pointerout", (event) => {
    if (termOf(event)) later(hide, 120);
  });
  root.addEventListener("focusin", (event) => {
    const term = termOf(event);
    if (term?.matches(":focus-visible")) show(term);
  });
  root.addEventListener("focusout", (event) => {
    if (termOf(event)) hide();
  });
  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });
  addEventListener("scroll", hide, { passive: true });
}
