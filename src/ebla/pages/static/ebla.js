// The page's script. Without it every view works; with it the map and the timeline are drawn, links of a filter change the page in place,
// and what is new in the record shows by itself. `<html data-refreshes>` rises with each finished change: tests wait for it.

import { pageOf, swap } from "./swap.js";

const POLL_MS = 700, RESTED_MS = 1_000, AFTER_ERROR_MS = 3_000;
const root = document.documentElement;
let map = null, timeline = null, running = null, renewed = 0;

const query = () => location.search.slice(1);
const done = () => (root.dataset.refreshes = Number(root.dataset.refreshes ?? 0) + 1);

/** Draw map and timeline for the address there is. */
async function draw() {
  const slot = document.querySelector("#map");
  const jobs = [];
  if (slot && document.querySelector("#timeline")) {
    if (!map) {
      link("./vendor/leaflet/leaflet.css");
      const [{ IncidentMap }, { Timeline }] = await Promise.all([import("./map.js"), import("./timeline.js")]);
      map = new IncidentMap(slot, go);
      timeline = new Timeline(document.querySelector("#timeline"), choose);
    }
    jobs.push(map.show(query()), timeline.show(query()));
  } else if (slot && !slot.dataset.small) {
    slot.dataset.small = "true";
    link("./vendor/leaflet/leaflet.css");
    const { smallMap } = await import("./map.js");
    smallMap(slot, document.querySelector("#incident"));
  }
  const text = document.querySelector("#text"), claims = document.querySelector("#claims");
  if (text && claims && !text.dataset.tied) {
    text.dataset.tied = "true";
    (await import("./report.js")).tie(text, claims);
  }
  await Promise.all(jobs);
}

function link(address) {
  const href = new URL(address, import.meta.url).href;
  if (document.querySelector(`link[href="${href}"]`)) return;
  document.head.prepend(Object.assign(document.createElement("link"), { rel: "stylesheet", href }));
}

/** Show an address of this view in place; the map stays where it is. */
async function go(address, { push = true, keepForm = false } = {}) {
  running?.abort();
  const mine = (running = new AbortController());
  root.dataset.busy = "true";
  try {
    const page = await pageOf(address, mine.signal);
    if (!page) {
      location.assign(address);
      return;
    }
    const target = new URL(address, location.href);
    if (push && !target.hash && location.hash.startsWith("#map=")) target.hash = location.hash;
    if (push) history.pushState(null, "", target);
    swap(page, { keepForm });
    await draw();
    if (running === mine) done();
  } catch (error) {
    if (error.name !== "AbortError") say("The server does not answer. Is ebla serve running?");
  } finally {
    if (running === mine) delete root.dataset.busy;
  }
}

/** Dates chosen with the brush. */
function choose(from, to) {
  const parameters = new URLSearchParams(query());
  for (const [name, value] of [["from", from], ["to", to]]) value ? parameters.set(name, value) : parameters.delete(name);
  parameters.delete("after");
  go(`${location.pathname}?${parameters}`);
}

/** Whether an address is this view with another filter. */
const inPlace = (url) => document.querySelector("#filter") && url.origin === location.origin && url.pathname === location.pathname;

document.addEventListener("click", (event) => {
  const anchor = event.target.closest?.("a[href]");
  if (!anchor || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || anchor.hasAttribute("download")) return;
  const url = new URL(anchor.href);
  if (!anchor.closest("main") || !inPlace(url) || (url.hash && !anchor.search)) return;
  event.preventDefault();
  go(url.href);
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.id !== "filter" || form.method !== "get") return;
  event.preventDefault();
  const parameters = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value) parameters.append(name, value);
  go(`${new URL(form.action).pathname}?${parameters}`);
});

let shown = location.pathname + location.search;
addEventListener("popstate", () => {
  const now = location.pathname + location.search;
  if (document.querySelector("#filter")) go(location.href, { push: false });
  else if (now !== shown) location.reload();
  shown = now;
});

function say(words) {
  const place = document.querySelector("#status a");
  if (place && place.textContent !== words) place.textContent = words;
}

/** Ask which state the record is in; a higher number than the page's fetches the page again, and what is typed stays. */
async function watch() {
  const status = document.querySelector("#status");
  if (!status) return;
  let next = POLL_MS;
  if (!document.hidden) {
    try {
      const now = await (await fetch(status.dataset.status)).json();
      say(now.error ? "Trouble: see the state" : now.of ? `${now.doing} ${now.done} of ${now.of}` : `State ${now.generation}`);
      const busy = root.dataset.busy || document.querySelector(".timeline-frame:active, details.review[open]");
      if (now.generation > Number(root.dataset.generation) && !busy && performance.now() - renewed > RESTED_MS) {
        if (document.querySelector("#text")) root.dataset.generation = now.generation;
        else await go(location.href, { push: false, keepForm: true });
        renewed = performance.now();
      }
    } catch {
      say("The server does not answer");
      next = AFTER_ERROR_MS;
    }
  }
  setTimeout(watch, next);
}

if (document.querySelector('form[action="/review"]')) import("./review.js").then(({ listen }) => listen(() => draw().then(done)));

root.classList.add("scripted");
draw().then(done);
setTimeout(watch, POLL_MS);
