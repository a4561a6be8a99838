// The drawing as a picture: SVG, PNG made from it, and the same on paper.

const LEGEND_ROW = 20;
// Pixels of a PNG for one on the screen.
const SHARP = 2;

// Everything in a frame of the drawing, with a title and the meaning of its colours.
function asPicture({ left, top, right, bottom }, scale) {
  const visible = seen();
  const focus = inFocus(visible);
  const places = network.getPositions();
  const [width, height] = [(right - left) * scale, (bottom - top) * scale];
  const inside = ({ x, y }, room) =>
    x > left - room && x < right + room && y > top - room && y < bottom + room;
  const lines = pairs.flatMap((pair) => {
    const line = lineOf(pair, visible);
    if (!line || pair.ends[0] === pair.ends[1]) return [];
    return [svgLine(line, pair.ends.map((end) => ({ ...places[end], size: drawn.nodes[end].size })), !focus || focus.pairs.has(pair.number))];
  });
  const nodes = data.nodes.map((node, number) =>
    visible.nodes[number] && inside(places[number], 60)
      ? svgNode(node, number, places[number], !focus || focus.nodes.has(number))
      : null,
  );
  const texts = nodeNames.filter((one) => inside(one, 60)).map(svgName);
  const { rows, height: foot } = svgLegend(width, visible);
  const picture = draw(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      viewBox: `0 0 ${Math.round(width)} ${Math.round(height + foot)}`,
      width: Math.round(width),
      height: Math.round(height + foot),
      "font-family": FONT,
    },
    draw("title", {}, document.title),
    draw("rect", { width: "100%", height: "100%", fill: colour("ground") }),
    draw(
      "svg",
      { width, height, viewBox: `${left} ${top} ${right - left} ${bottom - top}` },
      lines,
      nodes,
      texts,
      lineNames.map(svgLineName),
    ),
    draw("g", { transform: `translate(0 ${height})` }, rows),
  );
  return picture;
}

function svgLine(line, [a, b], lit) {
  const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
  const [dx, dy] = [(b.x - a.x) / length, (b.y - a.y) / length];
  const shade = colour(line.quad);
  const head = 5 + 1.5 * line.width;
  const tip = (end, sign) => {
    const [x, y] = [end.x + sign * dx * (end.size + 2), end.y + sign * dy * (end.size + 2)];
    const corner = (side) =>
      `${round(x + sign * dx * head - side * dy * head * 0.4)},${round(y + sign * dy * head + side * dx * head * 0.4)}`;
    return draw("polygon", { points: `${round(x)},${round(y)} ${corner(1)} ${corner(-1)}`, fill: shade });
  };
  return draw(
    "g",
    { opacity: lit ? 0.75 : 0.08 },
    draw("line", {
      x1: round(a.x),
      y1: round(a.y),
      x2: round(b.x),
      y2: round(b.y),
      stroke: shade,
      "stroke-width": round(line.width),
      "stroke-dasharray": line.dashes ? line.dashes.join(" ") : null,
    }),
    line.arrows.includes("from") ? tip(a, 1) : null,
    line.arrows.includes("to") ? tip(b, -1) : null,
  );
}

function svgNode(node, number, { x, y }, lit) {
  const { size } = drawn.nodes[number];
  // Outlines are drawn in a square of 16; a circle of radius 6 has the size of the others.
  const scale = size / (groupOf(node.label) === "PERSON" ? 6 : 7.5);
  const shape = OUTLINES[groupOf(node.label)]();
  shape.setAttribute("transform", `translate(${round(x)} ${round(y)}) scale(${round(scale)}) translate(-8 -8)`);
  shape.setAttribute("fill", colour(shadeOf(node)));
  shape.setAttribute("stroke", chosen("node", number) ? colour("ink") : colour("ground"));
  shape.setAttribute("stroke-width", round((chosen("node", number) ? 4 : 1.5) / scale));
  if (!lit) shape.setAttribute("opacity", "0.14");
  return shape;
}

function svgName({ rows, x, y, size }) {
  return draw(
    "text",
    {
      "text-anchor": "middle",
      "font-size": round(size),
      fill: colour("ink"),
      stroke: colour("ground"),
      "stroke-width": round(size * 0.3),
      "paint-order": "stroke",
      "stroke-linejoin": "round",
    },
    rows.map((row, place) => {
      const down = y + (place - (rows.length - 1) / 2) * LEADING * size + 0.36 * size;
      return draw("tspan", { x: round(x), y: round(down) }, row);
    }),
  );
}

function svgLineName({ text, x, y, size, frame, focus }) {
  return draw(
    "g",
    {},
    draw("rect", {
      x: round(frame.left),
      y: round(frame.top),
      width: round(frame.right - frame.left),
      height: round(frame.bottom - frame.top),
      rx: round(size / 2),
      fill: colour("ground"),
      opacity: 0.9,
    }),
    draw(
      "text",
      {
        x: round(x),
        y: round(y + size * 0.36),
        "text-anchor": "middle",
        "font-size": round(size),
        fill: colour(focus ? "ink" : "faint"),
      },
      text,
    ),
  );
}

// The title, what is shown, and a mark and a word for each kind of entity and line that is seen.
function svgLegend(width, visible) {
  const entries = [];
  const shown = data.nodes.filter((_, number) => visible.nodes[number]);
  if (state.colours === "labels")
    for (const label of Object.keys(OUTLINES)) {
      if (!shown.some((node) => groupOf(node.label) === label)) continue;
      const mark = OUTLINES[label]();
      mark.setAttribute("transform", "translate(0 -12) scale(0.85)");
      mark.setAttribute("fill", colour(label));
      entries.push({ mark, text: label === "OTHER" ? t("label.OTHER") : term("labels", label), room: 18 });
    }
  const quads = new Set(pairs.map((pair) => (lineOf(pair, visible) || {}).quad));
  for (const quad of QUADS.filter((one) => quads.has(one))) {
    const mark = draw("line", { x1: 0, x2: 22, y1: -4, y2: -4, stroke: colour(quad), "stroke-width": 3 });
    entries.push({ mark, text: t(`quad.${quad}`), room: 28 });
  }
  const rows = [];
  let [x, y] = [16, 2 * LEGEND_ROW + 4];
  for (const { mark, text, room } of entries) {
    const wide = room + 12 * widthOfText(text) + 18;
    if (x > 16 && x + wide > width) [x, y] = [16, y + LEGEND_ROW];
    const label = draw("text", { x: room, "font-size": 12, fill: colour("ink") }, text);
    rows.push(draw("g", { transform: `translate(${round(x)} ${y})` }, mark, label));
    x += wide;
  }
  const range = state.off.since || state.off.until
    ? ` · ${state.off.since || extent.first} – ${state.off.until || extent.last}`
    : "";
  rows.push(
    draw("text", { x: 16, y: LEGEND_ROW, "font-size": 13, "font-weight": 650, fill: colour("ink") }, document.title,
      draw("tspan", { "font-weight": 400, "font-size": 12, fill: colour("faint") }, `   ${statusText(visible)}${range}`),
    ),
  );
  return { rows, height: y + 12 };
}

function round(value) {
  return Math.round(value * 10) / 10;
}

// What is in view beside the panel.
function frameInView() {
  const [width, height] = free();
  const [low, high] = [network.DOMtoCanvas({ x: 0, y: 0 }), network.DOMtoCanvas({ x: width, y: height })];
  return { left: low.x, top: low.y, right: high.x, bottom: high.y };
}

function frameOfAll() {
  const visible = seen().nodes;
  const boxes = data.nodes.flatMap((_, number) => (visible[number] ? [network.getBoundingBox(number)] : []));
  if (!boxes.length) return { left: 0, top: 0, right: 400, bottom: 300 };
  boxes.push(...nodeNames.map((one) => one.frame));
  const most = (key, pick) => boxes.reduce((best, one) => pick(best, one[key]), boxes[0][key]);
  return {
    left: most("left", Math.min) - 20,
    top: most("top", Math.min) - 20,
    right: most("right", Math.max) + 20,
    bottom: most("bottom", Math.max) + 20,
  };
}

function save(blob, ending) {
  const address = URL.createObjectURL(blob);
  make("a", { href: address, download: `${document.title.replace(/[\\/:*?"<>|\s]+/g, "-").slice(0, 60) || "kgraph"}.${ending}` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

function savePicture(kind) {
  const picture = asPicture(frameInView(), network.getScale());
  const text = new XMLSerializer().serializeToString(picture);
  const vector = new Blob([text], { type: "image/svg+xml" });
  if (kind === "svg") {
    save(vector, "svg");
    return;
  }
  const address = URL.createObjectURL(vector);
  const image = new Image();
  image.onload = () => {
    const canvas = make("canvas", { width: SHARP * image.width, height: SHARP * image.height });
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    URL.revokeObjectURL(address);
    canvas.toBlob((blob) => save(blob, "png"));
  };
  image.src = address;
}

// Paper is white, and has its own proportions: the picture is made anew for it.
let onScreen = null;
window.addEventListener("beforeprint", () => {
  onScreen = state.theme;
  light("light");
  const frame = frameOfAll();
  const scale = Math.min(1000 / (frame.right - frame.left), 1);
  find("paper").replaceChildren(asPicture(frame, scale));
  find("paper").hidden = false;
});
window.addEventListener("afterprint", () => {
  find("paper").hidden = true;
  find("paper").replaceChildren();
  if (onScreen) light(onScreen);
  onScreen = null;
});
