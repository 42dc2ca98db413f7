// Fetch a page of this server and take its parts: there is one rendering only, the server's.

// Trusted Types: the only text that becomes a document is the server's own page, and that document runs no scripts.
const policy = window.trustedTypes?.createPolicy("ebla", { createHTML: (page) => page }) ?? { createHTML: (page) => page };

/** Fetch a page as a document. Returns null when a later fetch took its place or the server does not answer with a page. */
export async function pageOf(address, signal) {
  const answer = await fetch(address, { signal, headers: { accept: "text/html" }, credentials: "same-origin" });
  const kind = answer.headers.get("content-type") ?? "";
  if (!kind.startsWith("text/html") || answer.redirected) return null;
  return pageFrom(await answer.text());
}

/** A page of this server as a document. */
export const pageFrom = (text) => new DOMParser().parseFromString(policy.createHTML(text), "text/html");

// Of these the page keeps its own, for a map and a timeline live in them.
const KEPT = ["#map-section", "#timeline-section"];

/** Put a page's content in the place of this one's: title, state, `<main>` but for the map and the timeline, footer. */
export function swap(page, { keepForm = false } = {}) {
  const focus = remember();
  document.title = page.title;
  document.documentElement.dataset.generation = page.documentElement.dataset.generation;
  const status = page.querySelector("#status");
  if (status) document.querySelector("#status").dataset.generation = status.dataset.generation;
  const main = document.querySelector("main"), fresh = page.querySelector("main");
  if (main.querySelector("#map-section") && fresh.querySelector("#map-section") && main.querySelector("#timeline-section")) {
    for (const selector of KEPT) {
      const own = main.querySelector(selector);
      for (const part of fresh.querySelectorAll(`${selector} .vague`)) own.querySelector(".vague")?.replaceWith(document.importNode(part, true));
    }
    for (const selector of ["h1", ".sub", "#filter", "#narrowed", "#facets", "#list", ".exports"]) {
      if (keepForm && selector === "#filter") continue;
      const own = main.querySelector(selector), other = fresh.querySelector(selector);
      if (own && other) own.replaceWith(document.importNode(other, true));
    }
  } else {
    main.replaceChildren(...[...fresh.childNodes].map((node) => document.importNode(node, true)));
  }
  document.querySelector("footer")?.replaceChildren(...[...page.querySelectorAll("footer > *")].map((node) => document.importNode(node, true)));
  restore(focus);
}

/** How to find again what has the focus: by id, by its facet's value, by its name in the filter. */
function remember() {
  const held = document.activeElement;
  if (!held || !held.closest("main")) return null;
  if (held.id) return `#${CSS.escape(held.id)}`;
  const facet = held.closest("[data-facet]");
  if (facet && held.dataset.value) return `[data-facet="${CSS.escape(facet.dataset.facet)}"] [data-value="${CSS.escape(held.dataset.value)}"]`;
  if (held.name) return `#filter [name="${CSS.escape(held.name)}"]`;
  return held.closest("#filter") ? "#filter button" : null;
}

function restore(selector) {
  const found = selector && document.querySelector(selector);
  if (found && found !== document.activeElement) found.focus({ preventScroll: true });
}
