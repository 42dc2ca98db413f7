// Review in place: the forms of the page sent without leaving it, and by keys where a claim has the focus:
// A accepts, R rejects, C opens the form at the field, J and K go to the next claim and the one before.

import { pageFrom, swap } from "./swap.js";

/** Listen to the forms and keys of a page; `changed` is called when a word is kept and shown. */
export function listen(changed) {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.getAttribute("action") !== "/review") return;
    event.preventDefault();
    send(form, event.submitter?.value ?? "comment", changed);
  });
  document.addEventListener("keydown", (event) => {
    const claim = event.target.closest?.("#claims [data-claim]");
    if (!claim || event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, select, textarea")) return;
    const key = event.key.toLowerCase();
    const form = claim.querySelector("form.review-form");
    if (key === "j" || key === "k") {
      const item = claim.closest("li");
      (key === "j" ? item.nextElementSibling : item.previousElementSibling)?.focus();
    } else if (form && key === "c") {
      form.closest("details").open = true;
      form.elements.field.focus();
    } else if (form && (key === "a" || key === "r")) {
      send(form, key === "a" ? "accept" : "reject", changed);
    } else {
      return;
    }
    event.preventDefault();
  });
}

async function send(form, action, changed) {
  if (form.dataset.sending) return;
  form.dataset.sending = "true";
  const place = form.closest("li[id]")?.id;
  try {
    const body = new URLSearchParams([...new FormData(form), ["action", action]]);
    const answer = await fetch("/review", { method: "POST", body, headers: { accept: "text/html" } });
    const page = pageFrom(await answer.text());
    if (!answer.ok) {
      tell(form, page.querySelector("main p")?.textContent ?? "That was not kept.");
      return;
    }
    swap(page);
    if (place) document.getElementById(place)?.focus({ preventScroll: true });
    changed();
  } catch {
    tell(form, "The server does not answer; nothing was kept.");
  } finally {
    delete form.dataset.sending;
  }
}

function tell(form, words) {
  form.closest("details")?.setAttribute("open", "");
  const said = form.querySelector(".trouble") ?? form.appendChild(document.createElement("p"));
  said.className = "trouble";
  said.setAttribute("role", "alert");
  said.textContent = words;
}
