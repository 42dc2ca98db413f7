// A report and its claims: what the pointer or the focus is on in one is marked in the other.

/** Tie the marks in a text to the claims beside it. */
export function tie(text, claims) {
  const lit = () => document.querySelectorAll(".lit");
  const light = (ids) => {
    for (const one of lit()) one.classList.remove("lit");
    for (const id of ids) {
      claims.querySelector(`[data-claim="${CSS.escape(id)}"]`)?.classList.add("lit");
      for (const mark of text.querySelectorAll(`.mark[data-claims~="${CSS.escape(id)}"]`)) mark.classList.add("lit");
    }
  };
  const idsOf = (target) => {
    const mark = target.closest?.(".mark"), claim = target.closest?.("[data-claim]");
    return mark ? mark.dataset.claims.trim().split(/\s+/) : claim ? [claim.dataset.claim] : [];
  };
  for (const part of [text, claims]) {
    for (const name of ["pointerover", "focusin"]) part.addEventListener(name, (event) => light(idsOf(event.target)));
    for (const name of ["pointerleave", "focusout"]) part.addEventListener(name, () => light([]));
  }
}
