// The drawing, vis-network, and what part of it is in view.

const stage = find("graph");

// A phone is higher than wide, and has positions of its own.
const upright = stage.clientHeight > stage.clientWidth;
const nodeSet = new vis.DataSet(
  drawn.nodes.map(({ group, ...node }, number) => {
    const [x, y] = upright ? data.portrait[number] : [node.x, node.y];
    // The names come later, as many as there is room for.
    return { ...node, x, y, label: " " };
  }),
);
const edgeSet = new vis.DataSet();
const network = new vis.Network(stage, { nodes: nodeSet, edges: edgeSet }, drawn.options);

// The panel covers a part of the drawing: what is shown moves to the middle of the rest.
function covered() {
  const panel = find("panel");
  if (panel.hidden) return { x: 0, y: 0 };
  const wide = panel.offsetWidth < stage.clientWidth * 0.9;
  return wide ? { x: -panel.offsetWidth / 2, y: 0 } : { x: 0, y: -panel.offsetHeight / 2 };
}

// Bring nodes into view if the panel covers them or they are out of it.
function reveal(numbers) {
  const panel = find("panel");
  const aside = panel.offsetWidth < stage.clientWidth * 0.9;
  const right = stage.clientWidth - (panel.hidden || !aside ? 0 : panel.offsetWidth);
  const bottom = stage.clientHeight - (panel.hidden || aside ? 0 : panel.offsetHeight);
  const places = Object.values(network.getPositions(numbers));
  const inside = places.every((place) => {
    const { x, y } = network.canvasToDOM(place);
    return x > 30 && y > 30 && x < right - 30 && y < bottom - 40;
  });
  if (inside || !places.length) return;
  const middle = {
    x: places.reduce((sum, place) => sum + place.x, 0) / places.length,
    y: places.reduce((sum, place) => sum + place.y, 0) / places.length,
  };
  const wide = Math.max(...places.map((place) => Math.abs(place.x - middle.x)));
  const high = Math.max(...places.map((place) => Math.abs(place.y - middle.y)));
  const scale = Math.min(network.getScale(), right / (2 * wide + 120), bottom / (2 * high + 120));
  network.moveTo({
    position: middle,
    scale,
    offset: covered(),
    animation: calm ? false : { duration: 300, easingFunction: "easeInOutQuad" },
  });
}

const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;

// An entity in the middle, as near as its partners allow.
function moveTo(number) {
  const visible = seen();
  const focus = inFocus(visible);
  const around = focus ? [...focus.nodes] : [number];
  const places = Object.values(network.getPositions(around));
  const middle = network.getPosition(number);
  const wide = Math.max(...places.map((place) => Math.abs(place.x - middle.x)));
  const high = Math.max(...places.map((place) => Math.abs(place.y - middle.y)));
  const [width, height] = free();
  const fitting = Math.min(width / (2 * wide + 200), (height - 50) / (2 * high + 200));
  network.moveTo({
    position: middle,
    // Further away names could not be read: the furthest partners are then beyond the edge.
    scale: Math.min(Math.max(fitting, 0.5), 1.3),
    offset: { x: covered().x, y: covered().y - 20 },
    animation: calm ? false : { duration: 400, easingFunction: "easeInOutQuad" },
  });
  nameAgain();
}

// Pixels of the drawing that no panel covers.
function free() {
  const panel = find("panel");
  if (panel.hidden) return [stage.clientWidth, stage.clientHeight];
  return panel.offsetWidth < stage.clientWidth * 0.9
    ? [stage.clientWidth - panel.offsetWidth, stage.clientHeight]
    : [stage.clientWidth, stage.clientHeight - panel.offsetHeight];
}

// The whole graph with its names, clear of the status above and the buttons below.
function fit() {
  const visible = seen().nodes;
  const boxes = data.nodes.flatMap((_, number) => (visible[number] ? [network.getBoundingBox(number)] : []));
  if (!boxes.length) return;
  const [left, top] = [Math.min(...boxes.map((one) => one.left)), Math.min(...boxes.map((one) => one.top))];
  const [right, bottom] = [
    Math.max(...boxes.map((one) => one.right)),
    Math.max(...boxes.map((one) => one.bottom)),
  ];
  const panel = find("panel");
  const aside = panel.hidden || panel.offsetWidth > stage.clientWidth * 0.9 ? 0 : panel.offsetWidth;
  // Room for the names at the edge, and for what lies over the drawing.
  const low = find("hint").hidden || window.innerWidth > 1100 ? 100 : 150;
  const [width, height] = [stage.clientWidth - aside - 90, stage.clientHeight - low - 20];
  const scale = Math.min(width / (right - left), height / (bottom - top), 1.4);
  network.moveTo({
    position: { x: (left + right) / 2, y: (top + bottom) / 2 },
    scale,
    offset: { x: -aside / 2, y: -low / 10 },
  });
  nameAgain();
}

function zoom(factor) {
  nameAgain();
  network.moveTo({
    scale: Math.min(Math.max(network.getScale() * factor, 0.05), 8),
    animation: calm ? false : { duration: 150, easingFunction: "linear" },
  });
}

function pan(right, down) {
  const step = 60 / network.getScale();
  const { x, y } = network.getViewPosition();
  network.moveTo({ position: { x: x + right * step, y: y + down * step }, animation: false });
}
