// The drawing: vis-network, which gets new colours, widths and curves whenever the choice changes.

const stage = find("graph");
const FONT = 'system-ui, -apple-system, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif';
const LABELLED_EDGES = 40;
// Pixels of the smallest name on the screen.
const SMALLEST = 10.5;

// A phone is higher than wide, and has positions of its own.
const upright = stage.clientHeight > stage.clientWidth;
const nodeSet = new vis.DataSet(
  drawn.nodes.map(({ group, ...node }, number) => {
    const [x, y] = upright ? data.portrait[number] : [node.x, node.y];
    return { ...node, x, y };
  }),
);
const edgeSet = new vis.DataSet(drawn.edges.map((edge) => ({ ...edge, hidden: true })));
const network = new vis.Network(stage, { nodes: nodeSet, edges: edgeSet }, drawn.options);

function colour(property) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${property.replace(" ", "-")}`).trim();
}

// A hex colour, more or less transparent.
function faded(hex, opacity) {
  return `${hex}${Math.round(opacity * 255).toString(16).padStart(2, "0")}`;
}

// What the reader looks at: null if nothing is selected, else the nodes and edges in the light.
function inFocus(visible) {
  if (!state.selected) return null;
  const nodes = new Set();
  const edges = new Set();
  if (state.selected.kind === "edge") {
    const edge = data.edges[state.selected.number];
    nodes.add(edge.source).add(edge.target);
    edges.add(edge.number);
  } else {
    nodes.add(state.selected.number);
    for (const edge of edgesOf[state.selected.number]) {
      if (visible.edges[edge.number]) {
        nodes.add(edge.source).add(edge.target);
        edges.add(edge.number);
      }
    }
  }
  return { nodes, edges };
}

function paint() {
  const visible = seen();
  const names = labelsOf(visible);
  const focus = inFocus(visible);
  const ink = colour("ink");
  const ground = colour("ground");
  nodeSet.update(
    data.nodes.map((node, number) => {
      const lit = !focus || focus.nodes.has(number);
      const shade = colour(groupOf(node.label));
      const border = chosen("node", number) ? ink : ground;
      const look = { background: shade, border };
      return {
        id: number,
        hidden: !visible.nodes[number],
        opacity: lit ? 1 : 0.15,
        color: { ...look, highlight: { background: shade, border: ink }, hover: { background: shade, border: ink } },
        title: hint(node),
      };
    }),
  );
  paintNames(visible, focus);
  const curves = fans(visible);
  const labelled = focus && focus.edges.size <= LABELLED_EDGES;
  edgeSet.update(
    data.edges.map((edge) => {
      const lit = !focus || focus.edges.has(edge.number);
      const shade = colour(edge.quad);
      return {
        id: edge.number,
        hidden: !visible.edges[edge.number],
        color: { color: shade, highlight: shade, hover: shade, opacity: lit ? (focus ? 1 : 0.75) : 0.08, inherit: false },
        width: widthOf(edge, visible.edges[edge.number]),
        smooth: curves[edge.number] || false,
        label: labelled && lit ? (chosen("edge", edge.number) ? relationName(edge) : names[edge.number]) : undefined,
        font: { face: FONT, size: Math.max(12, SMALLEST / network.getScale()), color: ink, strokeWidth: 4, strokeColor: ground, align: "horizontal" },
        title: hintOfEdge(edge),
      };
    }),
  );
  find("status").textContent = data.nodes.length
    ? t("status", {
        n: visible.nodes.filter(Boolean).length,
        m: visible.edges.filter(Boolean).length,
        nodes: data.counts.nodes,
        edges: data.counts.edges,
      })
    : "";
  const message = !data.nodes.length ? "empty" : visible.nodes.some(Boolean) ? null : "nothing.shown";
  find("empty").hidden = !message;
  find("empty").textContent = message ? t(message) : "";
}

// Every article repeats who holds which office: these lines must not drown what happened.
function widthOf(edge, weight) {
  if (edge.relation === "CO_OCCURS") return 1;
  return Math.min(1 + 1.3 * Math.log2(weight || 1), edge.quad === "structure" ? 3 : 10);
}

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
    const frame = { left: x - half, right: x + half, top: y + size, bottom: y + size + 1.25 * wanted * lines.length };
    const lit = !focus || focus.nodes.has(number);
    if (taken.some((one) => one.left < frame.right && frame.left < one.right && one.top < frame.bottom && frame.top < one.bottom)) continue;
    taken.push(frame);
    changes[number] = {
      id: number,
      label,
      font: { size: wanted, face: FONT, color: lit ? ink : faded(ink, 0.18), strokeWidth: lit ? 3 : 0, strokeColor: ground },
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
  const order = (a, b) => (a.source < a.target) - (b.source < b.target) || QUADS.indexOf(a.quad) - QUADS.indexOf(b.quad) || a.number - b.number;
  return [...pairs.values()].map((fan) => fan.sort(order));
}

// A fan of many has one name in the middle for all, since names over each other say nothing.
function labelsOf(visible) {
  const names = [];
  for (const fan of fansOf(visible)) {
    if (fan.length <= 2) for (const edge of fan) names[edge.number] = relationName(edge);
    else names[fan[Math.floor(fan.length / 2)].number] = t("relations.count", { n: fan.length });
  }
  return names;
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
      curves[edge.number] = { enabled: true, type: clockwise ? "curvedCW" : "curvedCCW", roundness: Math.abs(bend) };
    });
  }
  return curves;
}

// vis-network puts a string into its tooltip as text.
function hint(node) {
  const counts = [node.documents && t("document", { n: node.documents }), node.mentions && t("mention", { n: node.mentions })];
  return [node.name, term("labels", node.label), ...counts].filter(Boolean).join(" · ");
}

function hintOfEdge(edge) {
  const arrow = edge.symmetric ? "↔" : "→";
  const count = edge.relation === "CO_OCCURS" ? "sentence" : "story";
  const what = [relationName(edge), t(count, { n: edge.weight })];
  if (edge.status && edge.status !== "actual") what.push(term("statuses", edge.status));
  return `${data.nodes[edge.source].name} ${arrow} ${data.nodes[edge.target].name}\n${what.join(" · ")}`;
}

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
  const middle = { x: places.reduce((sum, place) => sum + place.x, 0) / places.length, y: places.reduce((sum, place) => sum + place.y, 0) / places.length };
  const wide = Math.max(...places.map((place) => Math.abs(place.x - middle.x)));
  const high = Math.max(...places.map((place) => Math.abs(place.y - middle.y)));
  const scale = Math.min(network.getScale(), right / (2 * wide + 120), bottom / (2 * high + 120));
  network.moveTo({ position: middle, scale, offset: covered(), animation: calm ? false : { duration: 300, easingFunction: "easeInOutQuad" } });
}

const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;

function moveTo(number) {
  network.focus(number, { scale: Math.max(network.getScale(), 0.9), offset: covered(), animation: calm ? false : { duration: 400, easingFunction: "easeInOutQuad" } });
}

// The whole graph with its names, clear of the status above and the buttons below.
function fit() {
  const visible = seen().nodes;
  const boxes = data.nodes.flatMap((_, number) => (visible[number] ? [network.getBoundingBox(number)] : []));
  if (!boxes.length) return;
  const [left, top] = [Math.min(...boxes.map((one) => one.left)), Math.min(...boxes.map((one) => one.top))];
  const [right, bottom] = [Math.max(...boxes.map((one) => one.right)), Math.max(...boxes.map((one) => one.bottom))];
  const panel = find("panel");
  const aside = panel.hidden || panel.offsetWidth > stage.clientWidth * 0.9 ? 0 : panel.offsetWidth;
  const [width, height] = [stage.clientWidth - aside - 40, stage.clientHeight - 100];
  const scale = Math.min(width / (right - left), height / (bottom - top), 1.4);
  network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale, offset: { x: -aside / 2, y: -10 } });
  nameAgain();
}

function zoom(factor) {
  nameAgain();
  network.moveTo({ scale: Math.min(Math.max(network.getScale() * factor, 0.05), 8), animation: calm ? false : { duration: 150, easingFunction: "linear" } });
}

function setPhysics(on) {
  if (!on) nameAgain();
  network.setOptions({ physics: { enabled: on } });
  find("physics").setAttribute("aria-pressed", String(on));
}

function savePicture() {
  const source = stage.querySelector("canvas");
  const copy = make("canvas", { width: source.width, height: source.height });
  const context = copy.getContext("2d");
  context.fillStyle = colour("ground");
  context.fillRect(0, 0, copy.width, copy.height);
  context.drawImage(source, 0, 0);
  copy.toBlob((blob) => {
    const address = URL.createObjectURL(blob);
    make("a", { href: address, download: "kgraph.png" }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
  });
}
