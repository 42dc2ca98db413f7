// A Leaflet layer that draws what the server's bins tell: circles with counts, single incidents, hatched areas; and names beside them.
// A place that is no point is a hatched disc as large as its kind of area, never a pin.

import { drawMark, familyOf, outline, palette, short } from "./kinds.js";

const PAD = 0.15;

/** Marks of an answer of the bins: points at one place are one mark with their incidents. */
export function marksOf(bins) {
  const places = new Map();
  for (const point of bins.points) {
    const key = `${point.latitude},${point.longitude}`;
    const mark = places.get(key) ?? { kind: "place", latitude: point.latitude, longitude: point.longitude, incidents: [], count: 0 };
    mark.incidents.push(point);
    mark.count = mark.incidents.length;
    places.set(key, mark);
  }
  const marks = [...places.values()];
  for (const mark of marks) {
    mark.family = commonest(mark.incidents.map((incident) => familyOf(incident.event_type)));
    mark.name = mark.incidents[0].place_name;
    mark.near = mark.incidents.every((incident) => incident.place_precision === "near");
    mark.doubted = mark.incidents.every((incident) => ["contested", "discounted"].includes(incident.grade));
  }
  const squares = bins.squares.map((square) => ({ ...square, kind: "square", family: familyOf(square.event_type) }));
  const areas = bins.areas.map((area) => ({ ...area, kind: "area", name: area.place_name, family: familyOf(area.event_type) }));
  return [...areas, ...squares, ...marks];
}

function commonest(families) {
  const counts = new Map();
  for (const family of families) counts.set(family, (counts.get(family) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0][0];
}

const sizes = { place: (n) => (n > 1 ? Math.min(20, 9 + 3 * Math.log10(n) + String(short(n)).length) : 8), square: (n) => Math.min(22, 9 + 3.2 * Math.log10(n)) };

/** The layer; `names` gives what to write (a promise), `chosen` is the mark that is marked out. */
export function marksLayer(L, names) {
  const Marks = L.Layer.extend({
    initialize() {
      this.marks = [];
      this.chosen = null;
    },
    onAdd(map) {
      this._canvas = document.createElement("canvas");
      this._canvas.className = "marks leaflet-zoom-animated";
      this._canvas.setAttribute("aria-hidden", "true");
      map.getPanes().overlayPane.append(this._canvas);
      map.on("moveend resize viewreset", this.redraw, this);
      map.on("zoomanim", this._animate, this);
      this.redraw();
    },
    onRemove(map) {
      this._canvas.remove();
      map.off("moveend resize viewreset", this.redraw, this);
      map.off("zoomanim", this._animate, this);
    },
    set(marks) {
      this.marks = marks;
      this.chosen = null;
      this.redraw();
    },
    _animate(event) {
      const map = this._map;
      const scale = map.getZoomScale(event.zoom, this._zoom);
      const shift = map._latLngBoundsToNewLayerBounds(this._bounds, event.zoom, event.center).min;
      L.DomUtil.setTransform(this._canvas, shift, scale);
    },
    redraw() {
      const map = this._map;
      if (!map) return;
      const size = map.getSize();
      const ratio = Math.min(2, window.devicePixelRatio || 1);
      const pad = size.multiplyBy(PAD).round();
      this._origin = map.containerPointToLayerPoint(pad.multiplyBy(-1));
      const whole = size.add(pad.multiplyBy(2));
      this._bounds = L.latLngBounds(map.layerPointToLatLng(this._origin), map.layerPointToLatLng(this._origin.add(whole)));
      this._zoom = map.getZoom();
      this._canvas.width = whole.x * ratio;
      this._canvas.height = whole.y * ratio;
      this._canvas.style.width = `${whole.x}px`;
      this._canvas.style.height = `${whole.y}px`;
      L.DomUtil.setTransform(this._canvas, this._origin, 1);
      const context = this._canvas.getContext("2d");
      context.scale(ratio, ratio);
      const taken = this._draw(context, whole);
      this._write(context, whole, taken);
    },
    /** Draw all marks; return the boxes they take. */
    _draw(context, whole) {
      const map = this._map;
      const colours = palette();
      const boxes = [];
      const hatch = hatching(context, colours);
      this._seen = [];
      for (const mark of this.marks) {
        const at = map.latLngToLayerPoint([mark.latitude, this._near(mark.longitude)]).subtract(this._origin);
        const r = mark.kind === "area" ? this._areaRadius(mark) : sizes[mark.kind](mark.count);
        if (at.x < -r || at.y < -r || at.x > whole.x + r || at.y > whole.y + r) continue;
        if (mark.kind === "area") area(context, mark, at, r, hatch, colours);
        else place(context, mark, at, r, colours);
        const box = mark.kind === "area" ? labelBox(mark, at) : { left: at.x - r, top: at.y - r, right: at.x + r, bottom: at.y + r };
        boxes.push(box);
        this._seen.push({ mark, at, r });
      }
      const chosen = this._seen.find((one) => one.mark === this.chosen);
      if (chosen) {
        context.beginPath();
        context.arc(chosen.at.x, chosen.at.y, chosen.r + 4, 0, 2 * Math.PI);
        context.strokeStyle = colours.focus;
        context.lineWidth = 3;
        context.stroke();
      }
      return boxes;
    },
    /** A longitude in the copy of the world that is in view. */
    _near(longitude) {
      const middle = this._map.getCenter().lng;
      return longitude + 360 * Math.round((middle - longitude) / 360);
    },
    _areaRadius(mark) {
      const metresPerPixel = (40075016 * Math.cos((mark.latitude * Math.PI) / 180)) / (256 * 2 ** this._map.getZoom());
      return Math.max(13, Math.min(140, (mark.radius_km * 1000) / metresPerPixel));
    },
    async _write(context, whole, taken) {
      const map = this._map;
      const drawn = (this._drawing = {});
      const world = 256 * 2 ** map.getZoom();
      const corner = map.getPixelOrigin().add(this._origin);
      const bounds = { west: corner.x / world, east: (corner.x + whole.x) / world, north: Math.max(0, corner.y / world), south: Math.min(0.9999, (corner.y + whole.y) / world) };
      const found = await names(bounds, map.getZoom());
      if (drawn !== this._drawing) return;
      const colours = palette(), marks = [...taken];
      for (const name of found) {
        let x = name.x * world - corner.x;
        x += world * Math.round((whole.x / 2 - x) / world);
        const y = name.y * world - corner.y;
        if (x < 0 || y < 0 || x > whole.x || y > whole.y) continue;
        label(context, name, x, y, taken, marks, colours);
      }
    },
    /** The mark at a point of the container: the last drawn, places before areas. */
    at(point) {
      const spot = this._map.containerPointToLayerPoint(point).subtract(this._origin);
      const hits = this._seen.filter(({ at, r }) => Math.hypot(at.x - spot.x, at.y - spot.y) <= Math.max(r, 12));
      hits.sort((a, b) => a.r - b.r);
      return hits[0]?.mark ?? null;
    },
    /** Marks in view from west to east, for the keyboard. */
    inView() {
      const bounds = this._map.getBounds();
      const seen = this._seen.filter(({ mark }) => bounds.contains([mark.latitude, this._near(mark.longitude)]));
      return seen.sort((a, b) => a.at.x - b.at.x || a.at.y - b.at.y).map(({ mark }) => mark);
    },
  });
  return new Marks();
}

function hatching(context, colours) {
  const tile = document.createElement("canvas");
  tile.width = tile.height = 8;
  const own = tile.getContext("2d");
  own.strokeStyle = colours.hatch;
  own.lineWidth = 1.2;
  own.beginPath();
  for (const shift of [-8, 0, 8]) {
    own.moveTo(shift, 8);
    own.lineTo(shift + 8, 0);
  }
  own.stroke();
  return context.createPattern(tile, "repeat");
}

function area(context, mark, at, r, hatch, colours) {
  context.beginPath();
  context.arc(at.x, at.y, r, 0, 2 * Math.PI);
  context.fillStyle = hatch;
  context.fill();
  context.setLineDash([5, 4]);
  context.lineWidth = 1.5;
  context.strokeStyle = colours[`kind-${mark.family.key}`];
  context.stroke();
  context.setLineDash([]);
  const box = labelBox(mark, at);
  context.beginPath();
  context.roundRect(box.left, box.top, box.right - box.left, box.bottom - box.top, 4);
  context.fillStyle = colours.surface;
  context.fill();
  context.lineWidth = 1;
  context.strokeStyle = colours[`kind-${mark.family.key}`];
  context.stroke();
  context.fillStyle = colours.ink;
  context.font = "600 11px system-ui, sans-serif";
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillText(areaText(mark), at.x, at.y + 0.5);
}

const areaText = (mark) => `~${short(mark.count)} ${mark.family.letter}`;
function labelBox(mark, at) {
  const half = 4 + areaText(mark).length * 3.6;
  return { left: at.x - half, top: at.y - 9, right: at.x + half, bottom: at.y + 9 };
}

function place(context, mark, at, r, colours) {
  if (mark.near) {
    context.beginPath();
    context.arc(at.x, at.y, r + 4, 0, 2 * Math.PI);
    context.setLineDash([3, 3]);
    context.lineWidth = 1.5;
    context.strokeStyle = colours.ink;
    context.stroke();
    context.setLineDash([]);
  }
  const text = mark.count > 1 ? short(mark.count) : mark.family.letter;
  drawMark(context, mark.family, at.x, at.y, r, colours, { text, open: Boolean(mark.doubted) });
  if (mark.count > 1 && mark.kind === "place") {
    outline(context, mark.family, at.x, at.y, r + 2.5);
    context.lineWidth = 1;
    context.strokeStyle = colours[`kind-${mark.family.key}`];
    context.stroke();
  }
}

function label(context, name, x, y, taken, marks, colours) {
  context.font = name.country ? "600 12px system-ui, sans-serif" : `${name.weight > 500 ? 12 : 11}px system-ui, sans-serif`;
  const width = context.measureText(name.text).width;
  // A town under a mark has its name beside the mark.
  const over = name.country ? null : marks.find((box) => x > box.left && x < box.right && y > box.top && y < box.bottom);
  const left = name.country ? x - width / 2 : over ? over.right + 4 : x + 5;
  const box = { left: left - 3, top: y - 8, right: left + width + 3, bottom: y + 8 };
  if (taken.some((other) => box.left < other.right && box.right > other.left && box.top < other.bottom && box.bottom > other.top)) return;
  taken.push(box);
  context.textAlign = "left";
  context.textBaseline = "middle";
  context.lineWidth = 3;
  context.lineJoin = "round";
  context.strokeStyle = colours.halo;
  context.strokeText(name.text, left, y);
  context.fillStyle = name.country ? colours["label-country"] : colours.label;
  context.fillText(name.text, left, y);
  if (!name.country && !over) {
    context.beginPath();
    context.arc(x, y, 1.8, 0, 2 * Math.PI);
    context.fill();
  }
}
