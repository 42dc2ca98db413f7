// Review in place: the forms of the page sent without leaving it, and keys where a claim or the review of an incident has the focus.
// A accepts, R rejects, C and M open the form at the field and at the reason, J and K go to the next claim and the one before;
// on an incident G, L and S open grade, the same as another, two deeds. Escape closes a form.

import { pageFrom, swap } from "./swap.js";

const TYPED = "input:not([type=checkbox]), select, textarea";

/** Listen to the forms and keys of a page; `changed` is called when a word is kept and shown. */
export function listen(changed) {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.getAttribute("action") !== "/review") return;
    event.preventDefault();
    send(form, event.submitter?.value ?? "comment", changed);
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const claim = event.target.closest?.("li[data-claim]"), place = claim ?? event.target.closest?.("#review");
    if (place && pressed(event, place, claim, changed)) event.preventDefault();
  });
}

/** Do what a key says at a place; false where it says nothing there. */
function pressed(event, place, claim, changed) {
  const key = event.key.toLowerCase(), open = event.target.closest("details.review[open]");
  if (key === "escape" && open) {
    open.open = false;
    open.querySelector("summary").focus();
    return true;
  }
  if (event.target.matches(TYPED)) {
    // Enter in a form that a key opened does what the key was for, not what its first button does.
    const wanted = event.key === "Enter" && open?.dataset.wanted;
    if (wanted) open.querySelector(`button[value="${wanted}"]`).click();
    return Boolean(wanted);
  }
  if (claim && (key === "j" || key === "k")) return go(claim, key === "j" ? 1 : -1);
  const form = claim?.querySelector("form.review-form");
  if (form && key === "c") return show(form.closest("details"), "field", "correct");
  if (form && key === "m") return show(form.closest("details"), "reason", "comment");
  if (form && (key === "a" || key === "r")) {
    send(form, key === "a" ? "accept" : "reject", changed);
    return true;
  }
  const details = /^[a-z]$/.test(key) && document.querySelector(`#review details[data-key="${key}"]`);
  if (details) return show(details);
  const remark = !claim && key === "m" && place.querySelector('details[data-key="g"]');
  return remark ? show(remark, "reason", "comment") : false;
}

function go(claim, step) {
  const claims = [...document.querySelectorAll("main li[data-claim]")];
  claims[claims.indexOf(claim) + step]?.focus();
  return true;
}

/** Open a form at a field of it, the first where none is named; Enter then does what is wanted. */
function show(details, name, wanted = "") {
  details.open = true;
  details.dataset.wanted = wanted;
  const fields = [...details.querySelectorAll("input:not([type=hidden]), select")];
  (fields.find((field) => field.name === name) ?? fields[0]).focus();
  return true;
}

async function send(form, action, changed) {
  if (form.dataset.sending) return;
  form.dataset.sending = "true";
  const place = form.closest("li[id], #review")?.id;
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
