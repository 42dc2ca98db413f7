// The base map: squares of Natural Earth's land and lines, drawn into Leaflet's tiles, and names of countries and towns.
// Files are fetched when their square comes into view; scripts/make-basemap says what they hold.

import { palette } from "./kinds.js";

const FOLDER = new URL("./basemap/", import.meta.url);
const WORLD_BITS = 14, TILE_BITS = 18, WORLD_ZOOM = 4;
const kept = new Map();

/** A file of the base map, fetched once; null where there is none. */
function file(name) {
  if (!kept.has(name)) {
    kept.set(name, fetch(new URL(name, FOLDER)).then((answer) => (answer.ok ? answer.json() : null), () => (kept.delete(name), null)));
  }
  return kept.get(name);
}

/** Whether a square of zoom 4 has a file, so that none is asked for in vain. */
const listed = () => file("squares.json").then((squares) => ({ land: new Set(squares?.land), towns: new Set(squares?.towns) }));

/** Trace flat lists of a first place and steps. */
function trace(context, lines, move, scale, close) {
  context.beginPath();
  for (const line of lines) {
    let x = line[0], y = line[1];
    context.moveTo((x - move.x) * scale, (y - move.y) * scale);
    for (let i = 2; i < line.length; i += 2) {
      x += line[i];
      y += line[i + 1];
      context.lineTo((x - move.x) * scale, (y - move.y) * scale);
    }
    if (close) context.closePath();
  }
}

function draw(context, data, move, scale, zoom, colours) {
  trace(context, data.land, move, scale, true);
  context.fillStyle = colours.land;
  context.fill("evenodd");
  context.lineJoin = "round";
  if (data.admin1 && zoom > 4) {
    trace(context, data.admin1, move, scale, false);
    context.strokeStyle = colours.admin1;
    context.lineWidth = zoom > 6 ? 1 : 0.7;
    context.stroke();
  }
  trace(context, data.border, move, scale, false);
  context.strokeStyle = colours.border;
  context.lineWidth = zoom > 4 ? 1.6 : 0.9;
  context.stroke();
  trace(context, data.disputed, move, scale, false);
  context.setLineDash([5, 4]);
  context.stroke();
  context.setLineDash([]);
}

/** A Leaflet layer that draws the land. */
export function baseLayer(L) {
  const Base = L.GridLayer.extend({
    createTile(coords, done) {
      const canvas = document.createElement("canvas");
      const ratio = Math.min(2, window.devicePixelRatio || 1);
      canvas.width = canvas.height = 256 * ratio;
      paint(canvas, coords, ratio).then(() => done(null, canvas), (error) => done(error, canvas));
      return canvas;
    },
  });
  return new Base({ updateWhenZooming: false, keepBuffer: 1 });
}

async function paint(canvas, coords, ratio) {
  const { z } = coords;
  const x = ((coords.x % 2 ** z) + 2 ** z) % 2 ** z;
  const context = canvas.getContext("2d");
  context.scale(ratio, ratio);
  const world = z <= WORLD_ZOOM;
  const over = z - WORLD_ZOOM;
  const square = world ? null : `${x >> over}-${coords.y >> over}`;
  if (!world && !(await listed()).land.has(square)) return;
  const data = await file(world ? "world.json" : `${square}.json`);
  if (!data) return;
  const bits = world ? WORLD_BITS : TILE_BITS;
  const side = 2 ** (bits - z);
  draw(context, data, { x: x * side, y: coords.y * side }, 256 / side, z, palette());
}

/** Names to write at a zoom and in bounds: `{text, x, y, weight, country}` with x, y in units of the world, 0 to 1. The weightiest first. */
export async function namesIn(bounds, zoom) {
  if (zoom <= WORLD_ZOOM) {
    const [world, towns] = await Promise.all([file("world.json"), file("towns/world.json")]);
    const name = (row, country) => ({ x: row[0] / 2 ** WORLD_BITS, y: row[1] / 2 ** WORLD_BITS, weight: row[2], text: row[3], country });
    const countries = (world?.countries ?? []).filter((row) => row[2] > [1e5, 300, 100, 30, 6][zoom]).map((row) => name(row, true));
    return zoom < 4 ? countries : countries.concat((towns ?? []).filter((row) => row[2] > 2500).map((row) => name(row, false)));
  }
  const least = { 5: 700, 6: 250, 7: 90, 8: 35, 9: 15 }[zoom] ?? 5;
  const [has, west, east] = [await listed(), Math.floor(bounds.west * 16), Math.floor(bounds.east * 16)];
  const files = [];
  for (let x = west; x <= east; x++) {
    for (let y = Math.floor(bounds.north * 16); y <= Math.floor(bounds.south * 16); y++) {
      const square = `${((x % 16) + 16) % 16}-${y}`;
      if (has.towns.has(square)) files.push(file(`towns/${square}.json`));
    }
  }
  const rows = (await Promise.all(files)).flatMap((found) => found ?? []);
  return rows
    .filter((row) => row[2] >= least)
    .map((row) => ({ x: row[0] / 2 ** TILE_BITS, y: row[1] / 2 ** TILE_BITS, weight: row[2], text: row[3], country: false }))
    .sort((a, b) => b.weight - a.weight);
}
