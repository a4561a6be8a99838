// Names on the drawing, and the curves of edges that lie beside each other.

// Pixels of the smallest name on the screen.
const SMALLEST = 10.5;
// Below this an edge is too short for a name of its own; the panel and the tooltip have it.
const LEAST_ROOM = 70;

// Names as on a map: the strongest first, each in a size that can be read at this distance, and none
// over another. Moving closer brings the rest.
function paintNames(visible, focus) {
  const scale = network.getScale();
  const ink = colour("ink");
  const ground = colour("ground");
  const rank = (number) => (chosen("node", number) ? 0 : !focus || focus.nodes.has(number) ? 1 : 2);
  const order = data.nodes.map((_, number) => number).filter((number) => visible.nodes[number]);
  order.sort((a, b) => rank(a) - rank(b) || drawn.nodes[b].size - drawn.nodes[a].size || a - b);
  const places = network.getPositions();
  // A name may not lie on the middle of another node either.
  const taken = order.map((number) => {
    const { x, y } = places[number];
    const half = drawn.nodes[number].size / 2;
    return { left: x - half, right: x + half, top: y - half, bottom: y + half };
  });
  const changes = data.nodes.map((_, number) => ({ id: number, label: " " }));
  for (const number of order) {
    const { label, size, font } = drawn.nodes[number];
    const wanted = Math.max(font.size, SMALLEST / scale);
    const lines = label.split("\n");
    const half = Math.max(...lines.map(widthOfText)) * wanted * 0.5;
    const { x, y } = places[number];
    const frame = {
      left: x - half,
      right: x + half,
      top: y + size,
      bottom: y + size + 1.25 * wanted * lines.length,
    };
    const lit = !focus || focus.nodes.has(number);
    if (
      taken.some(
        (one) =>
          one.left < frame.right &&
          frame.left < one.right &&
          one.top < frame.bottom &&
          frame.top < one.bottom,
      )
    )
      continue;
    taken.push(frame);
    changes[number] = {
      id: number,
      label,
      font: {
        size: wanted,
        face: FONT,
        color: lit ? ink : faded(ink, 0.18),
        strokeWidth: lit ? 3 : 0,
        strokeColor: ground,
      },
    };
  }
  nodeSet.update(changes);
}

// In squares of a Chinese character.
function widthOfText(text) {
  return [...text].reduce((sum, char) => sum + (char > "\u2e80" ? 1 : 0.55), 0);
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

// Visible edges between the same two nodes, in the order in which they lie beside each other.
function fansOf(visible) {
  const pairs = new Map();
  for (const edge of data.edges) {
    if (!visible.edges[edge.number] || edge.source === edge.target) continue;
    const key = pairOf(edge);
    if (!pairs.has(key)) pairs.set(key, []);
    pairs.get(key).push(edge);
  }
  // The two directions keep to a side each, so that arrows do not cross.
  const order = (a, b) =>
    (a.source < a.target) - (b.source < b.target) ||
    QUADS.indexOf(a.quad) - QUADS.indexOf(b.quad) ||
    a.number - b.number;
  return [...pairs.values()].map((fan) => fan.sort(order));
}

// A fan of many has one name in the middle for all, since names over each other say nothing.
function labelsOf(visible) {
  const names = [];
  for (const fan of fansOf(visible)) {
    if (roomBetween(fan[0]) < LEAST_ROOM) continue;
    if (fan.length <= 2) for (const edge of fan) names[edge.number] = relationName(edge);
    else names[fan[Math.floor(fan.length / 2)].number] = t("relations.count", { n: fan.length });
  }
  return names;
}

// What an edge has between its two nodes and the name under the upper one.
function roomBetween(edge) {
  const [a, b] = [edge.source, edge.target].map((number) => ({
    ...drawn.nodes[number],
    ...network.getPosition(number),
  }));
  const upper = a.y < b.y ? a : b;
  return Math.hypot(a.x - b.x, a.y - b.y) - a.size - b.size - 1.4 * upper.font.size;
}

// Edges between the same two nodes are spread like a fan; a single one is straight.
function fans(visible) {
  const curves = [];
  for (const fan of fansOf(visible)) {
    const step = Math.min(0.18, 1.0 / fan.length);
    fan.forEach((edge, place) => {
      const bend = (place - (fan.length - 1) / 2) * step;
      if (Math.abs(bend) < 0.01) return;
      const clockwise = bend > 0 === edge.source < edge.target;
      curves[edge.number] = {
        enabled: true,
        type: clockwise ? "curvedCW" : "curvedCCW",
        roundness: Math.abs(bend),
      };
    });
  }
  return curves;
}
