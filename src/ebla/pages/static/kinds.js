// Kinds of deeds as families with a letter, a shape and a colour each, for the map, the timeline and their legends. A colour never stands alone.

export const FAMILIES = [
  { key: "attack", letter: "A", words: "attack", types: ["ASSAULT"] },
  { key: "coercion", letter: "C", words: "coercion", types: ["COERCE", "SANCTION"] },
  { key: "forces", letter: "F", words: "forces move", types: ["MOBILIZE", "RETREAT"] },
  { key: "protest", letter: "P", words: "protest", types: ["PROTEST"] },
  { key: "words", letter: "W", words: "words against", types: ["THREATEN", "ACCUSE", "REJECT", "REQUEST"] },
  { key: "together", letter: "T", words: "together", types: ["AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID"] },
];
const NONE = { key: "other", letter: "?", words: "kind not said", types: [] };
const BY_TYPE = new Map(FAMILIES.flatMap((family) => family.types.map((type) => [type, family])));

/** The family of a PLOVER event type. */
export function familyOf(type) {
  return BY_TYPE.get(type) ?? NONE;
}

/** The colours of the style sheet in force: names are those of its variables without the dashes. */
export function palette() {
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(`--${name}`).trim();
  return new Proxy({}, { get: (held, name) => (held[name] ??= colour(name)) });
}

/** Draw the outline of a family's shape round a middle; the caller fills or strokes it. */
export function outline(context, family, x, y, r) {
  context.beginPath();
  const corners = { coercion: [4, Math.PI / 4], forces: [3, -Math.PI / 2], protest: [4, 0], words: [6, 0], together: [5, -Math.PI / 2] }[family.key];
  if (!corners) {
    context.arc(x, y, r, 0, 2 * Math.PI);
    return;
  }
  const [count, turn] = corners;
  const size = count === 3 ? r * 1.35 : r * 1.15;
  for (let i = 0; i < count; i++) {
    const angle = turn + (i * 2 * Math.PI) / count;
    context.lineTo(x + size * Math.cos(angle), y + size * Math.sin(angle));
  }
  context.closePath();
}

/** A legend of these families, as a list of small drawings with words. */
export function legend(families) {
  const list = document.createElement("ul");
  list.className = "legend";
  const colours = palette();
  for (const family of families) {
    const item = document.createElement("li");
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 36;
    canvas.className = "legend-mark";
    canvas.setAttribute("aria-hidden", "true");
    const context = canvas.getContext("2d");
    context.scale(2, 2);
    drawMark(context, family, 9, 9, 7, colours);
    item.append(canvas, document.createTextNode(family.words));
    list.append(item);
  }
  return list;
}

/** Draw a mark: shape, colour and letter (or a number in its place). `open` draws it hollow, `dashed` with a broken edge. */
export function drawMark(context, family, x, y, r, colours, { text = family.letter, open = false, dashed = false } = {}) {
  const colour = colours[`kind-${family.key}`];
  outline(context, family, x, y, r);
  context.fillStyle = open ? colours.surface : colour;
  context.fill();
  context.lineWidth = open || dashed ? 2 : 1.25;
  context.strokeStyle = open ? colour : dashed ? colours.ink : colours.surface;
  context.setLineDash(dashed ? [3, 2.5] : []);
  context.stroke();
  context.setLineDash([]);
  context.fillStyle = open ? colours.ink : colours["on-kind"];
  context.font = `600 ${Math.max(9, Math.min(13, r * 1.1))}px system-ui, sans-serif`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillText(text, x, y + (family.key === "forces" ? r * 0.22 : 0.5));
}

/** A number as short as it fits in a mark. */
export function short(number) {
  if (number < 1000) return String(number);
  if (number < 1e6) return `${number < 9950 ? (number / 1000).toFixed(1).replace(".0", "") : Math.round(number / 1000)}k`;
  return `${(number / 1e6).toFixed(1).replace(".0", "")}M`;
}
