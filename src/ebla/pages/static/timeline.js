// The timeline: bars by unit of time and family of kinds, a lane of intervals below, and a brush with two handles that are sliders.
// The dates chosen are those of the address; a change of the brush asks `choose(from, to)`.

import { FAMILIES, familyOf, palette, short } from "./kinds.js";

const DAY = 86_400_000, HEIGHT = 120, AXIS = 18, LANE = 5, LANES = 6;
const days = (text) => Date.parse(`${text}T00:00:00Z`) / DAY;
const iso = (day) => new Date(day * DAY).toISOString().slice(0, 10);
const STEP = { day: 1, week: 7, month: 30, year: 365 };

/** The first day of the unit after the one that starts at a day. */
function after(day, unit) {
  if (unit === "day" || unit === "week") return day + STEP[unit];
  const date = new Date(day * DAY);
  return Date.UTC(date.getUTCFullYear() + (unit === "year" ? 1 : 0), unit === "year" ? 0 : date.getUTCMonth() + 1, 1) / DAY;
}

export class Timeline {
  constructor(slot, choose) {
    this.slot = slot;
    this.choose = choose;
    this.zoomed = false;
    slot.replaceChildren();
    this.canvas = Object.assign(document.createElement("canvas"), { className: "timeline-bars" });
    this.canvas.setAttribute("role", "img");
    this.brush = Object.assign(document.createElement("div"), { className: "brush" });
    this.handles = ["from", "to"].map((name) => this.handle(name));
    const frame = Object.assign(document.createElement("div"), { className: "timeline-frame" });
    frame.append(this.canvas, this.brush, ...this.handles);
    this.frame = frame;
    this.said = Object.assign(document.createElement("output"), { className: "timeline-said" });
    const tool = (words, act) => Object.assign(document.createElement("button"), { type: "button", textContent: words, onclick: act });
    this.reset = tool("All dates", () => this.choose("", ""));
    this.zoom = tool("Zoom to period", () => this.toggle());
    const tools = Object.assign(document.createElement("div"), { className: "timeline-tools" });
    tools.append(this.said, this.zoom, this.reset);
    slot.append(tools, frame);
    frame.addEventListener("pointerdown", (event) => this.press(event));
    frame.addEventListener("pointermove", (event) => this.hover(event));
    new ResizeObserver(() => this.draw()).observe(frame);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.draw());
  }

  handle(name) {
    const made = document.createElement("div");
    made.className = `handle handle-${name}`;
    made.tabIndex = 0;
    made.setAttribute("role", "slider");
    made.setAttribute("aria-label", name === "from" ? "First day" : "Last day");
    made.setAttribute("aria-orientation", "horizontal");
    made.addEventListener("keydown", (event) => this.key(event, name));
    return made;
  }

  /** Show the counts of a query, and the dates it has. Resolves when drawn. */
  async show(query) {
    const parameters = new URLSearchParams(query);
    this.from = parameters.get("from") ? days(parameters.get("from")) : null;
    this.to = parameters.get("to") ? days(parameters.get("to")) : null;
    for (const name of ["after", "sort", "limit", "from", "to"]) parameters.delete(name);
    this.request?.abort();
    this.request = new AbortController();
    try {
      const answer = await fetch(`${this.slot.dataset.timeline}?${parameters}`, { signal: this.request.signal });
      if (!answer.ok) return;
      this.data = await answer.json();
    } catch {
      return;
    }
    if (this.from === null && this.to === null) this.zoomed = false;
    this.draw();
  }

  /** The days shown, first and one after the last. */
  span() {
    const { first, last, bars, unit } = this.data;
    const starts = bars.map((bar) => days(bar.start));
    let low = Math.min(...starts, ...(first ? [days(first)] : [])), high = Math.max(...starts.map((day) => after(day, unit)), ...(last ? [days(last) + 1] : []));
    if (!Number.isFinite(low)) {
      const ends = this.data.intervals.flatMap((one) => [one.date_start, one.date_end]).filter(Boolean).map(days);
      [low, high] = ends.length ? [Math.min(...ends), Math.max(...ends) + 1] : [days(iso(Date.now() / DAY)) - 30, days(iso(Date.now() / DAY)) + 1];
    }
    if (this.zoomed && (this.from !== null || this.to !== null)) {
      const from = this.from ?? low, to = (this.to ?? high - 1) + 1, edge = Math.max(3, Math.round((to - from) * 0.25));
      return [from - edge, to + edge];
    }
    return high - low < 3 ? [low - 3, high + 3] : [low, high];
  }

  toggle() {
    this.zoomed = !this.zoomed;
    this.draw();
  }

  x(day) {
    return ((day - this.low) / (this.high - this.low)) * this.width;
  }

  dayAt(x) {
    return Math.floor(this.low + (x / this.width) * (this.high - this.low));
  }

  draw() {
    if (!this.data) return;
    [this.low, this.high] = this.span();
    this.width = this.frame.clientWidth;
    if (!this.width) return;
    const lanes = this.pack();
    const height = HEIGHT + AXIS + lanes.length * LANE + (lanes.length ? 6 : 0);
    const ratio = Math.min(2, window.devicePixelRatio || 1);
    this.frame.style.height = `${height}px`;
    Object.assign(this.canvas, { width: this.width * ratio, height: height * ratio });
    const context = this.canvas.getContext("2d");
    context.scale(ratio, ratio);
    const colours = palette();
    const most = this.bars(context, colours);
    this.axis(context, colours, most);
    this.intervals(context, lanes, colours);
    this.place();
    const total = this.data.bars.reduce((sum, bar) => sum + bar.count, 0);
    this.canvas.setAttribute("aria-label", `${total} incidents by ${this.data.unit}, at most ${most}; ${this.data.intervals.length} intervals below`);
    this.slot.dataset.bars = this.data.bars.length;
  }

  bars(context, colours) {
    const stacks = new Map();
    for (const bar of this.data.bars) {
      const stack = stacks.get(bar.start) ?? new Map();
      const family = familyOf(bar.event_type);
      stack.set(family.key, (stack.get(family.key) ?? 0) + bar.count);
      stacks.set(bar.start, stack);
    }
    const shown = [...stacks].filter(([start]) => days(start) < this.high && after(days(start), this.data.unit) > this.low);
    const most = Math.max(1, ...shown.map(([, stack]) => [...stack.values()].reduce((a, b) => a + b)));
    const order = [...FAMILIES.map((family) => family.key), "other"];
    for (const [start, stack] of shown) {
      const left = this.x(days(start)), right = this.x(after(days(start), this.data.unit));
      let bottom = HEIGHT;
      for (const key of order) {
        const count = stack.get(key);
        if (!count) continue;
        const tall = Math.max(1, (count / most) * (HEIGHT - 14));
        context.fillStyle = colours[`kind-${key}`];
        context.fillRect(left, bottom - tall, Math.max(1, right - left - (right - left > 3 ? 1 : 0)), tall);
        bottom -= tall;
      }
    }
    this.stacks = stacks;
    return most;
  }

  axis(context, colours, most) {
    context.strokeStyle = colours.line;
    context.beginPath();
    context.moveTo(0, HEIGHT + 0.5);
    context.lineTo(this.width, HEIGHT + 0.5);
    context.stroke();
    context.fillStyle = colours.muted;
    context.font = "11px system-ui, sans-serif";
    context.textBaseline = "top";
    context.fillText(short(most), 2, 0);
    const room = Math.max(2, Math.floor(this.width / 70)), spanned = this.high - this.low;
    const [unit, every] = [["day", 1], ["day", 2], ["day", 7], ["month", 1], ["month", 2], ["month", 3], ["month", 6], ["year", 1], ["year", 2], ["year", 5], ["year", 10]].find(([name, n]) => spanned / (STEP[name] * n) <= room) ?? ["year", 50];
    let day = this.low;
    if (unit !== "day") {
      const date = new Date(this.low * DAY);
      day = Date.UTC(date.getUTCFullYear(), unit === "month" ? date.getUTCMonth() : 0, 1) / DAY;
    }
    for (let i = 0; day < this.high; i++, day = after(day, unit)) {
      const date = new Date(day * DAY);
      const counted = unit === "year" ? date.getUTCFullYear() : unit === "month" ? date.getUTCMonth() : i;
      if (counted % every || day < this.low) continue;
      const text = unit === "year" ? String(date.getUTCFullYear()) : unit === "month" ? iso(day).slice(0, 7) : iso(day).slice(i ? 5 : 0);
      const x = this.x(day);
      if (x + context.measureText(text).width > this.width) continue;
      context.fillRect(x, HEIGHT, 1, 4);
      context.fillText(text, x + 3, HEIGHT + 4);
    }
  }

  /** Intervals in as few lanes as they need, at most LANES; what finds no lane is counted by the page. */
  pack() {
    const lanes = [];
    const open = (one) => ({ ...one, a: one.date_start ? days(one.date_start) : -Infinity, b: one.date_end ? days(one.date_end) + 1 : Infinity });
    for (const one of this.data.intervals.map(open).sort((p, q) => p.a - q.a)) {
      if (one.b < this.low || one.a > this.high) continue;
      const lane = lanes.find((held) => held.at(-1).b <= one.a);
      if (lane) lane.push(one);
      else if (lanes.length < LANES) lanes.push([one]);
    }
    return lanes;
  }

  intervals(context, lanes, colours) {
    context.fillStyle = colours.interval;
    lanes.forEach((lane, i) => {
      const y = HEIGHT + AXIS + 3 + i * LANE;
      for (const one of lane) {
        const left = Math.max(0, this.x(Math.max(one.a, this.low))), right = Math.min(this.width, this.x(Math.min(one.b, this.high)));
        context.fillRect(left, y, Math.max(2, right - left - 1), 3);
        // An open end goes on: a point instead of an edge.
        if (one.b === Infinity) for (let dot = 0; dot < 3; dot++) context.clearRect(right - 4 - dot * 5, y, 2, 3);
        if (one.a === -Infinity) for (let dot = 0; dot < 3; dot++) context.clearRect(left + 2 + dot * 5, y, 2, 3);
      }
    });
  }

  /** Put brush and handles where the dates are. */
  place() {
    const from = this.from ?? this.low, to = this.to ?? this.high - 1;
    const left = Math.max(0, Math.min(this.width, this.x(from))), right = Math.max(0, Math.min(this.width, this.x(to + 1)));
    const whole = this.from === null && this.to === null;
    this.brush.hidden = whole;
    this.brush.style.left = `${left}px`;
    this.brush.style.width = `${Math.max(2, right - left)}px`;
    for (const [handle, at, day] of [[this.handles[0], left, from], [this.handles[1], right, to]]) {
      handle.style.left = `${at}px`;
      handle.setAttribute("aria-valuemin", Math.round(this.low));
      handle.setAttribute("aria-valuemax", Math.round(this.high - 1));
      handle.setAttribute("aria-valuenow", Math.round(Math.max(this.low, Math.min(this.high - 1, day))));
      handle.setAttribute("aria-valuetext", iso(day));
    }
    this.say(whole ? `${iso(this.low)} to ${iso(this.high - 1)}: all dates` : `${this.from === null ? "…" : iso(this.from)} to ${this.to === null ? "…" : iso(this.to)}`);
    this.reset.disabled = whole;
    this.zoom.disabled = whole;
    this.zoom.textContent = this.zoomed ? "Whole time" : "Zoom to period";
    this.zoom.setAttribute("aria-pressed", this.zoomed);
  }

  say(words) {
    if (this.said.textContent !== words) this.said.textContent = words;
  }

  key(event, name) {
    const unit = STEP[this.data.unit];
    const step = { ArrowLeft: -unit, ArrowDown: -unit, ArrowRight: unit, ArrowUp: unit, PageUp: 10 * unit, PageDown: -10 * unit, Home: -Infinity, End: Infinity }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const now = name === "from" ? this.from ?? this.low : this.to ?? this.high - 1;
    const least = name === "from" ? this.low : this.from ?? this.low, most = name === "from" ? this.to ?? this.high - 1 : this.high - 1;
    const day = Math.max(least, Math.min(most, now + (event.shiftKey ? 10 : 1) * step));
    this[name] = day;
    this.place();
    clearTimeout(this.wait);
    this.wait = setTimeout(() => this.settle(), 350);
  }

  /** Ask for what the brush says. An edge at the very beginning or end is no limit. */
  settle() {
    const from = this.from !== null && this.from > this.low ? iso(this.from) : "", to = this.to !== null && this.to < this.high - 1 ? iso(this.to) : "";
    this.choose(this.zoomed && this.from !== null ? iso(this.from) : from, this.zoomed && this.to !== null ? iso(this.to) : to);
  }

  press(event) {
    if (event.button !== 0 || !this.data) return;
    const box = this.frame.getBoundingClientRect();
    const at = (e) => Math.max(0, Math.min(this.width, e.clientX - box.left));
    const start = at(event), first = this.dayAt(start), from = this.from ?? this.low, to = this.to ?? this.high - 1;
    const held = event.target.closest(".handle-from") ? "from" : event.target.closest(".handle-to") ? "to" : event.target === this.brush ? "both" : "new";
    let dragged = false;
    const bound = (day) => Math.max(this.low, Math.min(this.high - 1, day));
    const move = (e) => {
      if (!dragged && Math.abs(at(e) - start) < 3) return;
      dragged = true;
      const day = bound(this.dayAt(at(e)));
      if (held === "from") this.from = Math.min(day, to);
      else if (held === "to") this.to = Math.max(day, from);
      else if (held === "new") [this.from, this.to] = [Math.min(first, day), Math.max(bound(first), day)];
      else {
        const shift = Math.max(this.low - from, Math.min(this.high - 1 - to, day - first));
        [this.from, this.to] = [from + shift, to + shift];
      }
      this.place();
    };
    const end = () => {
      this.frame.removeEventListener("pointermove", move);
      this.frame.removeEventListener("pointerup", end);
      this.frame.removeEventListener("pointercancel", end);
      if (dragged) this.settle();
    };
    this.frame.setPointerCapture(event.pointerId);
    this.frame.addEventListener("pointermove", move);
    this.frame.addEventListener("pointerup", end);
    this.frame.addEventListener("pointercancel", end);
  }

  hover(event) {
    if (!this.data || event.buttons) return;
    const day = this.dayAt(event.clientX - this.frame.getBoundingClientRect().left);
    const start = [...this.stacks.keys()].find((one) => days(one) <= day && day < after(days(one), this.data.unit));
    const stack = start && this.stacks.get(start);
    this.frame.title = stack ? `${start}: ${[...stack].map(([key, count]) => `${count} ${FAMILIES.find((one) => one.key === key)?.words ?? "other"}`).join(", ")}` : iso(day);
  }
}
