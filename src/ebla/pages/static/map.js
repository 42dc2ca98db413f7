// The map of /incidents and the small map of one incident: Leaflet pans and zooms, our layers draw (basemap.js, marks.js).
// Its position is in the address's fragment: #map=zoom/latitude/longitude.

import "./vendor/leaflet/leaflet.js";
import { baseLayer, namesIn } from "./basemap.js";
import { FAMILIES, familyOf, legend } from "./kinds.js";
import { marksLayer, marksOf } from "./marks.js";

const L = window.L;
const MOST_ZOOM = 10;
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const dark = matchMedia("(prefers-color-scheme: dark)");
const number = new Intl.NumberFormat("en");

/** The position in an address's fragment, or null. */
export function positionOf(hash) {
  const found = /^#map=(\d{1,2})\/(-?\d{1,2}(?:\.\d+)?)\/(-?\d{1,3}(?:\.\d+)?)$/.exec(hash);
  return found && { zoom: Math.min(MOST_ZOOM, Number(found[1])), latitude: Number(found[2]), longitude: Number(found[3]) };
}

function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

function button(words, title, act) {
  const made = element("button", { type: "button", title, textContent: words });
  made.setAttribute("aria-label", title);
  made.addEventListener("click", act);
  return made;
}

/** A Leaflet map in a slot, with zoom buttons and credits made without markup. */
function leafletMap(slot, label) {
  slot.setAttribute("role", "application");
  slot.setAttribute("aria-label", label);
  const map = L.map(slot, {
    attributionControl: false, zoomControl: false, minZoom: 1, maxZoom: MOST_ZOOM, worldCopyJump: true,
    zoomAnimation: !calm.matches, fadeAnimation: false, inertia: !calm.matches, markerZoomAnimation: false,
  });
  const base = baseLayer(L).addTo(map);
  const marks = marksLayer(L, namesIn).addTo(map);
  dark.addEventListener("change", () => (base.redraw(), marks.redraw()));
  const credits = element("p", { className: "credits" }, "Lines: Natural Earth, dashed where disputed. Towns: ", element("a", { href: "/about", textContent: "GeoNames" }), ".");
  return { map, base, marks, credits };
}

/** The small map of one incident: a mark where the place is a point, hatching where it is not. */
export function smallMap(slot, incident) {
  const { latitude, longitude, precision, radiusKm } = incident.dataset;
  if (latitude === undefined) {
    slot.classList.add("empty");
    slot.append(element("p", { textContent: "No coordinates are known." }));
    return;
  }
  const { map, marks, credits } = leafletMap(slot, "Map of this incident");
  slot.after(credits);
  const at = { latitude: Number(latitude), longitude: Number(longitude) };
  const sharp = precision === "exact" || precision === "near";
  map.setView([at.latitude, at.longitude], { exact: 8, near: 8, admin2: 7, admin1: 6, vague: 6, country: 4 }[precision] ?? 4);
  const type = incident.dataset.type || null;
  const one = { ...at, event_type: type, place_precision: precision, radius_km: Number(radiusKm), count: 1, place_name: null, grade: "" };
  const bins = { points: sharp ? [one] : [], squares: [], areas: sharp ? [] : [one] };
  marks.set(marksOf(bins));
}

/** The map of all that is asked for. `go(address)` follows a link in place. */
export class IncidentMap {
  constructor(slot, go) {
    this.slot = slot;
    this.go = go;
    this.request = null;
    this.query = null;
    Object.assign(this, leafletMap(slot, "Map: arrow keys move, plus and minus zoom, N and P step through the marks, Enter opens one"));
    this.info = element("div", { className: "map-info", id: "map-info", hidden: true });
    this.info.setAttribute("role", "status");
    const tools = element("div", { className: "map-tools" },
      button("+", "Zoom in", () => this.map.zoomIn()),
      button("−", "Zoom out", () => this.map.zoomOut()),
      button("⤢", "Show all marks", () => this.fit()),
      this.only = button("List what is in view", "List only what is in view", () => this.limit()));
    slot.before(tools);
    slot.after(this.info, element("div", { className: "map-foot" }, ...this.legend(), this.credits));
    this.map.on("click", (event) => this.choose(this.marks.at(event.containerPoint)));
    this.map.on("mousemove", (event) => this.hover(event.containerPoint));
    slot.addEventListener("keydown", (event) => this.key(event));
    this.map.on("moveend", () => this.moved());
  }

  legend() {
    const box = element("details", { className: "legend-box", open: false }, element("summary", { textContent: "What the marks mean" }));
    box.append(element("p", { textContent: "A number counts incidents, in the colour and shape of the commonest kind. Hatched: the place is only known as an area or vaguely. Dotted ring: near a place. Hollow: contested or discounted. Plans, fears and denials make no incident and are not drawn; they are among the " }, element("a", { href: "/claims", textContent: "claims" }), "."));
    return [legend([...FAMILIES, familyOf(null)]), box];
  }

  /** Show what a query asks for. Resolves when drawn. */
  async show(query) {
    this.query = query;
    this.whole = null;
    const overview = await this.bins("");
    if (!overview) return;
    this.overview = overview;
    if (overview.squares.length === 0) this.whole = overview;
    if (!this.placed) {
      this.placed = true;
      const position = positionOf(location.hash);
      if (position) this.map.setView([position.latitude, position.longitude], position.zoom, { animate: false });
      else this.fit(false);
    }
    await this.draw();
  }

  async bins(view, zoom = 2) {
    this.request?.abort();
    this.request = new AbortController();
    const parameters = new URLSearchParams(this.query);
    for (const name of ["after", "sort", "limit"]) parameters.delete(name);
    parameters.set("zoom", zoom);
    if (view && !parameters.get("bbox")) parameters.set("bbox", view);
    try {
      const answer = await fetch(`${this.slot.dataset.bins}?${parameters}`, { signal: this.request.signal });
      return answer.ok ? await answer.json() : null;
    } catch {
      return null;
    }
  }

  /** Fetch what is in view where there are many, and draw. */
  async draw() {
    let bins = this.whole;
    if (!bins) {
      const bounds = this.map.getBounds().pad(0.15);
      const snap = 360 / 2 ** (this.map.getZoom() + 1);
      const down = (value) => Math.floor(value / snap) * snap, up = (value) => Math.ceil(value / snap) * snap;
      const wide = bounds.getEast() - bounds.getWest() >= 360;
      const lon = (value) => ((((value + 180) % 360) + 360) % 360) - 180;
      const box = [wide ? -180 : lon(down(bounds.getWest())), Math.max(-85, down(bounds.getSouth())), wide ? 180 : lon(up(bounds.getEast()) - 1e-6), Math.min(85, up(bounds.getNorth()))];
      bins = await this.bins(box.map((value) => Number(value.toFixed(5))).join(","), this.map.getZoom());
    }
    if (!bins) return;
    this.marks.set(marksOf(bins));
    this.slot.dataset.marks = this.marks.marks.length;
    this.slot.dataset.generation = bins.generation;
  }

  /** Show all marks, but for the farthest hundredth where there are many. */
  fit(animate = !calm.matches) {
    const marks = marksOf(this.overview ?? { points: [], squares: [], areas: [] });
    const sharp = marks.filter((mark) => !["country", "international"].includes(mark.place_precision));
    const found = (sharp.length ? sharp : marks).filter((mark) => mark.latitude !== null);
    if (!found.length) {
      this.map.setView([20, 20], 2, { animate });
      return;
    }
    const edge = (name, share) => {
      const sorted = [...found].sort((a, b) => a[name] - b[name]);
      const total = sorted.reduce((sum, mark) => sum + mark.count, 0);
      let before = 0;
      return sorted.find((mark) => (before += mark.count) >= share * total)?.[name] ?? sorted.at(-1)[name];
    };
    const drop = found.length > 100 ? 0.01 : 0;
    const corner = [[edge("latitude", drop), edge("longitude", drop)], [edge("latitude", 1 - drop), edge("longitude", 1 - drop)]];
    this.map.fitBounds(corner, { padding: [30, 30], maxZoom: 7, animate });
  }

  moved() {
    const centre = this.map.getCenter().wrap();
    const hash = `#map=${this.map.getZoom()}/${centre.lat.toFixed(3)}/${centre.lng.toFixed(3)}`;
    history.replaceState(history.state, "", location.pathname + location.search + hash);
    if (this.placed && !this.whole) this.draw();
  }

  /** List only what is in view: a box in the filter. */
  limit() {
    const bounds = this.map.getBounds();
    const parameters = new URLSearchParams(this.query);
    const clamp = (value, most) => Math.max(-most, Math.min(most, value)).toFixed(3);
    parameters.set("bbox", [clamp(bounds.getWest(), 360), clamp(bounds.getSouth(), 90), clamp(bounds.getEast(), 360), clamp(bounds.getNorth(), 90)].join(","));
    parameters.delete("after");
    this.go(`${location.pathname}?${parameters}`);
  }

  hover(point) {
    const mark = this.marks.at(point);
    this.slot.classList.toggle("over-mark", Boolean(mark));
    this.slot.title = mark ? this.tell(mark) : "";
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { n: 1, p: -1 }[event.key.toLowerCase()];
    if (event.target !== this.slot) return;
    if (step) {
      const marks = this.marks.inView();
      if (!marks.length) return;
      const at = marks.indexOf(this.marks.chosen);
      this.select(marks[at < 0 ? (step > 0 ? 0 : marks.length - 1) : (at + step + marks.length) % marks.length]);
    } else if (event.key === "Enter" && this.marks.chosen) {
      event.preventDefault(); // or the key would press what gets the focus
      (this.info.querySelector("a") ?? this.info.querySelector("button")).focus();
    } else if (event.key === "Escape") {
      this.select(null);
    }
  }

  choose(mark) {
    if (mark?.kind === "square" && this.map.getZoom() < MOST_ZOOM) {
      const [west, south, east, north] = mark.bbox;
      this.map.fitBounds([[south, west], [north, east]], { maxZoom: Math.min(MOST_ZOOM, this.map.getZoom() + 3) });
      return;
    }
    this.select(mark);
  }

  tell(mark) {
    const what = `${number.format(mark.count)} ${mark.count === 1 ? "incident" : "incidents"}`;
    if (mark.kind === "area") return `${what}, ${mark.name ?? "no name"} (${(mark.place_precision ?? "not known how precisely").replace("_", " ")})`;
    return mark.kind === "square" ? `${what} here; commonest: ${mark.family.words}` : `${what}, ${mark.name ?? "no name"}`;
  }

  /** Mark one out and tell of it beside the map. */
  select(mark) {
    this.marks.chosen = mark;
    this.marks.redraw();
    this.info.hidden = !mark;
    if (!mark) {
      this.slot.focus({ preventScroll: true });
      return;
    }
    this.info.replaceChildren(
      element("button", { type: "button", className: "close", textContent: "Close", onclick: () => this.select(null) }),
      element("p", {}, element("strong", {}, element("bdi", { textContent: this.tell(mark) }))));
    if (mark.incidents) {
      const list = element("ul");
      for (const one of mark.incidents.slice(0, 12)) {
        const words = [one.mode ?? one.event_type ?? "deed", one.killed ? `killed ${number.format(one.killed)}` : "", one.grade].filter(Boolean).join(", ");
        list.append(element("li", {}, element("a", { href: `/incidents/${one.incident_id}`, textContent: words.toLowerCase().replaceAll("-", " ") })));
      }
      this.info.append(list);
    }
    if (!mark.incidents || mark.incidents.length > 12) this.info.append(element("a", { href: this.narrowed(mark), textContent: "List them" }));
  }

  narrowed(mark) {
    const parameters = new URLSearchParams(this.query);
    parameters.delete("after");
    if (mark.kind === "area" && mark.name) {
      parameters.set("place", mark.name);
      if (mark.place_precision) parameters.set("precision", mark.place_precision);
    } else {
      const near = 0.0001, { longitude: x, latitude: y } = mark;
      parameters.set("bbox", (mark.bbox ?? [x - near, y - near, x + near, y + near]).join(","));
    }
    return `/incidents?${parameters}`;
  }
}
