// Names on the drawing, of nodes and of lines, none over another. They are drawn by ourselves:
// vis-network writes a name below its node or not at all, and that of a line in its middle.

// Pixels of the smallest name on the screen.
const SMALLEST = 10.5;
const LINE_NAME = 11.5;
// Where along a line its name may stand, the best place first.
const PLACES = [0.5, 0.42, 0.58, 0.34, 0.66, 0.74, 0.26];
// From a selected entity its lines go out like rays, with the more room the further.
const PLACES_OF_RAYS = [0.62, 0.7, 0.54, 0.78, 0.46, 0.38];
const MOST_COUNTS = 24;
// Fewer relations than this are no bundle worth a number.
const LEAST_COUNT = 3;
// Around an entity that knows everybody only the strongest lines have names.
const FEW = 24;
const NAMES_OF_MANY = 14;
const LEADING = 1.2;

// What is drawn: { number, rows, x, y, size, frame } for a node, `x` and `y` being the middle, and
// { text, x, y, size, frame, focus } for a line.
let nodeNames = [];
let lineNames = [];

// Names as on a map: the strongest first, each in a size that can be read at this distance. Moving
// closer brings the rest. With something selected only what belongs to it has a name.
function paintNames(visible, focus) {
  const scale = network.getScale();
  const order = data.nodes
    .map((_, number) => number)
    .filter((number) => visible.nodes[number] && (!focus || focus.nodes.has(number)));
  const first = (number) => (chosen("node", number) ? 0 : 1);
  order.sort((a, b) => first(a) - first(b) || drawn.nodes[b].size - drawn.nodes[a].size || a - b);
  const places = network.getPositions();
  // A name may not lie on another node either.
  const taken = new Taken();
  for (const number of order) {
    const { x, y } = places[number];
    const half = drawn.nodes[number].size * (focus ? 0.9 : 0.7);
    taken.add({ left: x - half, right: x + half, top: y - half, bottom: y + half });
  }
  for (const frame of framesOver()) taken.add(frame);
  const view = frameInView();
  nodeNames = [];
  for (const number of order) {
    const { label, size, font } = drawn.nodes[number];
    const rows = label.split("\n");
    const letters = Math.max(font.size, (focus ? SMALLEST + 1.5 : SMALLEST) / scale);
    const spots = spotsAround(places[number], size + letters * 0.15, rows, letters);
    // Of what is in view no name is cut off at the edge.
    const whole = holds(view, places[number]) ? spots.filter(({ frame }) => contains(view, frame)) : spots;
    const free = whole.find(({ frame }) => !taken.has(frame)) || (chosen("node", number) ? spots[0] : null);
    if (!free) continue;
    taken.add(free.frame);
    nodeNames.push({ number, rows, size: letters, ...free });
  }
  lineNames = namesOfLines(visible, focus, places, scale, taken);
  network.redraw();
}

function holds({ left, right, top, bottom }, { x, y }) {
  return left <= x && x <= right && top <= y && y <= bottom;
}

function contains(outer, { left, right, top, bottom }) {
  return holds(outer, { x: left, y: top }) && holds(outer, { x: right, y: bottom });
}

// Where the status, the buttons and the hint lie over the drawing.
function framesOver() {
  const { x, y } = stage.getBoundingClientRect();
  const boxes = ["#status", ".tools", "#hint"].map((one) => document.querySelector(one).getBoundingClientRect());
  return boxes
    .filter((box) => box.width)
    .map((box) => {
      const low = network.DOMtoCanvas({ x: box.left - x, y: box.top - y });
      const high = network.DOMtoCanvas({ x: box.right - x, y: box.bottom - y });
      return { left: low.x, right: high.x, top: low.y, bottom: high.y };
    });
}

// Below a node, above it and beside it.
function spotsAround({ x, y }, away, rows, size) {
  const wide = Math.max(...rows.map(widthOfText)) * size;
  const high = LEADING * size * rows.length;
  const [aside, over] = [away + wide / 2 + size * 0.2, away + high / 2];
  return [
    [0, over],
    [0, -over],
    [aside, 0],
    [-aside, 0],
  ].map(([right, down]) => ({
    x: x + right,
    y: y + down,
    frame: {
      left: x + right - wide / 2,
      right: x + right + wide / 2,
      top: y + down - high / 2,
      bottom: y + down + high / 2,
    },
  }));
}

// Frames on the drawing, found by the squares of a grid that they touch.
class Taken {
  constructor() {
    this.squares = new Map();
    this.side = 120;
  }

  *of({ left, right, top, bottom }) {
    const { side } = this;
    for (let column = Math.floor(left / side); column <= Math.floor(right / side); column += 1)
      for (let row = Math.floor(top / side); row <= Math.floor(bottom / side); row += 1)
        yield `${column} ${row}`;
  }

  add(frame) {
    for (const square of this.of(frame)) {
      if (!this.squares.has(square)) this.squares.set(square, []);
      this.squares.get(square).push(frame);
    }
  }

  has(frame) {
    for (const square of this.of(frame))
      for (const one of this.squares.get(square) || [])
        if (one.left < frame.right && frame.left < one.right && one.top < frame.bottom && frame.top < one.bottom)
          return true;
    return false;
  }
}

// Names of lines where they have room: with something selected what the two have to do with each
// other, else how many relations a line stands for.
function namesOfLines(visible, focus, places, scale, taken) {
  const rows = [];
  for (const pair of pairs) {
    if (focus && !focus.pairs.has(pair.number)) continue;
    if (pair.ends[0] === pair.ends[1]) continue;
    const line = lineOf(pair, visible);
    if (!line || (!focus && line.edges.length < LEAST_COUNT)) continue;
    rows.push({ pair, line });
  }
  const size = ({ line }) => (focus ? line.weight : line.edges.length);
  rows.sort((a, b) => size(b) - size(a) || a.pair.number - b.pair.number);
  const found = [];
  const most = !focus ? MOST_COUNTS : rows.length > FEW ? NAMES_OF_MANY : FEW;
  for (const { pair, line } of rows) {
    if (found.length === most) break;
    const text = focus ? nameOfLine(line) : digits(line.edges.length);
    const size = (focus ? LINE_NAME : SMALLEST - 1) / scale;
    const place = placeOnLine(pair, places, widthOfText(text) * size, size, taken);
    if (place) found.push({ ...place, text, size, quad: line.quad, focus: Boolean(focus) });
  }
  return found;
}

function nameOfLine(line) {
  const [edge] = state.selected.kind === "edge" ? [data.edges[state.selected.number]] : line.edges;
  const more = state.selected.kind === "edge" ? 0 : line.edges.length - 1;
  // An office is told by its title.
  const text = edge.title || relationName(edge);
  return more ? `${text} +${more}` : text;
}

function placeOnLine(pair, places, width, size, taken) {
  const ray = chosen("node", pair.ends[0]) || chosen("node", pair.ends[1]);
  const ends = ray && !chosen("node", pair.ends[0]) ? [...pair.ends].reverse() : pair.ends;
  const [a, b] = ends.map((number) => ({ ...places[number], size: drawn.nodes[number].size }));
  const length = Math.hypot(b.x - a.x, b.y - a.y);
  const free = length - a.size - b.size;
  if (free < size) return null;
  for (const part of ray ? PLACES_OF_RAYS : PLACES) {
    const along = (a.size + part * free) / length;
    const [x, y] = [a.x + (b.x - a.x) * along, a.y + (b.y - a.y) * along];
    const frame = {
      left: x - width / 2 - size * 0.4,
      right: x + width / 2 + size * 0.4,
      top: y - size * 0.72,
      bottom: y + size * 0.72,
    };
    if (taken.has(frame)) continue;
    taken.add(frame);
    return { x, y, frame };
  }
  return null;
}

network.on("afterDrawing", (context) => {
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  const [ink, faint, ground] = ["ink", "faint", "ground"].map(colour);
  for (const { text, x, y, size, frame, focus } of lineNames) {
    context.beginPath();
    context.roundRect(frame.left, frame.top, frame.right - frame.left, frame.bottom - frame.top, size * 0.5);
    context.fillStyle = faded(ground, focus ? 0.92 : 0.85);
    context.fill();
    context.font = `${size}px ${FONT}`;
    context.fillStyle = focus ? ink : faint;
    context.fillText(text, x, y + size * 0.05);
  }
  context.fillStyle = ink;
  context.strokeStyle = ground;
  for (const { number, rows, x, y, size } of nodeNames) {
    context.font = `${chosen("node", number) ? "bold " : ""}${size}px ${FONT}`;
    context.lineWidth = size * 0.3;
    rows.forEach((row, place) => {
      const down = y + (place - (rows.length - 1) / 2) * LEADING * size;
      context.strokeText(row, x, down);
      context.fillText(row, x, down);
    });
  }
});

// The entity whose name is at a place of the drawing.
function namedAt({ x, y }) {
  const found = nodeNames.find(
    ({ frame }) => frame.left <= x && x <= frame.right && frame.top <= y && y <= frame.bottom,
  );
  return found ? found.number : null;
}

// In squares of a Chinese character.
const ruler = document.createElement("canvas").getContext("2d");
const widths = new Map();

function widthOfText(text) {
  if (!widths.has(text)) {
    ruler.font = `100px ${FONT}`;
    widths.set(text, ruler.measureText(text).width / 100);
  }
  return widths.get(text);
}

let renaming = null;
function nameAgain() {
  clearTimeout(renaming);
  renaming = setTimeout(() => {
    const visible = seen();
    paintNames(visible, inFocus(visible));
  }, 120);
}
for (const happening of ["zoom", "animationFinished", "dragEnd", "resize"]) network.on(happening, nameAgain);
// Names must not stay behind where a node is taken away.
network.on("dragStart", ({ nodes }) => {
  if (!nodes.length) return;
  lineNames = [];
  nodeNames = nodeNames.filter(({ number }) => !nodes.includes(number));
});
