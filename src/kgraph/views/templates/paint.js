// Colours, widths and texts of nodes and lines, anew whenever the choice changes.

const FONT =
  'system-ui, -apple-system, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif';

// Colours live in the style sheet; asking it for each node and edge would be slow.
const colours = new Map();

function colour(property) {
  const key = `${state.theme} ${property}`;
  if (!colours.has(key)) {
    const style = getComputedStyle(document.documentElement);
    colours.set(key, style.getPropertyValue(`--${property.replace(" ", "-")}`).trim());
  }
  return colours.get(key);
}

// A hex colour, more or less transparent.
function faded(hex, opacity) {
  return `${hex}${Math.round(opacity * 255)
    .toString(16)
    .padStart(2, "0")}`;
}

// Communities beyond those that have a colour are one.
function communityOf(node) {
  const number = "community" in node ? node.community : -1;
  return 0 <= number && number < COMMUNITIES ? number : -1;
}

function shadeOf(node) {
  return state.colours === "labels" ? groupOf(node.label) : `community-${communityOf(node)}`;
}

// The line of a pair: what of it is seen, how much that weighs and how it is drawn; null if nothing is.
function lineOf(pair, visible) {
  const { lines } = visible;
  if (!lines.has(pair.number)) lines.set(pair.number, makeLine(pair, visible));
  return lines.get(pair.number);
}

function makeLine(pair, visible) {
  const edges = pair.edges.filter((edge) => visible.edges[edge.number]);
  if (!edges.length) return null;
  const byQuad = new Map();
  let weight = 0;
  for (const edge of edges) {
    const part = edge.relation === "CO_OCCURS" ? 0 : visible.edges[edge.number];
    weight += part;
    byQuad.set(edge.quad, (byQuad.get(edge.quad) || 0) + part);
  }
  // Of one relation that is selected the line tells, and not of its siblings.
  const told = edges.filter((edge) => chosen("edge", edge.number));
  const telling = told.length ? told : edges;
  // Every article repeats who holds which office: that must not hide what happened.
  const order = (quad) => (quad === "structure" ? 1 : quad === "CO_OCCURS" ? 2 : 0);
  const quad = told.length ? told[0].quad : [...byQuad].sort((a, b) => order(a[0]) - order(b[0]) || b[1] - a[1])[0][0];
  const points = (to) => telling.some((edge) => !edge.symmetric && edge.quad === quad && edge.target === to);
  const sure = telling.some((edge) => edge.quad === quad && (edge.status || "actual") === "actual");
  return {
    edges: edges.sort(
      (a, b) => order(a.quad) - order(b.quad) || visible.edges[b.number] - visible.edges[a.number],
    ),
    weight,
    quad,
    arrows: [points(pair.ends[0]) && "from", points(pair.ends[1]) && "to"].filter(Boolean),
    dashes: quad === "CO_OCCURS" ? [2, 5] : sure ? false : [9, 6],
    width: quad === "CO_OCCURS" ? 1 : Math.min(1.4 + 0.75 * Math.log2(weight || 1), quad === "structure" ? 2.5 : 6),
  };
}

// Only what has changed is given to vis-network, which draws a page of thousands anew at each word.
const painted = { nodes: new Map(), pairs: new Map() };

function news(kind, rows, look) {
  const before = painted[kind];
  const changed = rows.filter((row) => {
    if (before.get(row.id) === look(row)) return false;
    before.set(row.id, look(row));
    return true;
  });
  return changed;
}

function paint() {
  const visible = seen();
  const focus = inFocus(visible);
  paintNodes(visible, focus);
  paintPairs(visible, focus);
  tellStatus(visible);
  paintNames(visible, focus);
}

function paintNodes(visible, focus) {
  const ink = colour("ink");
  const ground = colour("ground");
  // Of thousands, which are small on the screen, the border would hide the colour.
  const thin = data.nodes.length > 1000 ? 0.5 : 1.5;
  const rows = data.nodes.map((node, number) => {
    const shade = colour(shadeOf(node));
    const border = chosen("node", number) ? ink : ground;
    return {
      id: number,
      hidden: !visible.nodes[number],
      opacity: !focus || focus.nodes.has(number) ? 1 : 0.14,
      borderWidth: chosen("node", number) ? 4 : thin,
      color: {
        background: shade,
        border,
        highlight: { background: shade, border: ink },
        hover: { background: shade, border: ink },
      },
      title: hint(node),
    };
  });
  const look = ({ hidden, opacity, color, title }) =>
    `${hidden} ${opacity} ${color.background} ${color.border} ${title}`;
  nodeSet.update(news("nodes", rows, look));
}

const FEW_LINES = 400;

// Hidden lines are left out altogether: a page may hold ten times as many as it shows.
function paintPairs(visible, focus) {
  const rows = [];
  const lines = pairs.filter((pair) => lineOf(pair, visible)).length;
  // Where there are few, thin ones are seen better.
  const plain = lines > FEW_LINES ? 0.65 : 0.9;
  for (const pair of pairs) {
    const line = lineOf(pair, visible);
    if (!line) continue;
    const lit = !focus || focus.pairs.has(pair.number);
    const shade = colour(line.quad);
    rows.push({
      id: pair.number,
      from: pair.ends[0],
      to: pair.ends[1],
      color: { color: shade, highlight: shade, hover: shade, opacity: lit ? (focus ? 1 : plain) : 0.06, inherit: false },
      width: line.width,
      dashes: line.dashes,
      arrows: Object.fromEntries(
        ["from", "to"].map((end) => [end, { enabled: line.arrows.includes(end), scaleFactor: 0.5 }]),
      ),
      title: hintOfPair(pair, line, visible),
    });
  }
  const shown = new Set(rows.map((row) => row.id));
  const gone = edgeSet.getIds().filter((number) => !shown.has(number));
  for (const number of gone) painted.pairs.delete(number);
  edgeSet.remove(gone);
  const look = ({ color, width, dashes, arrows, title }) =>
    `${color.color} ${color.opacity} ${width} ${dashes} ${arrows.from.enabled} ${arrows.to.enabled} ${title}`;
  edgeSet.update(news("pairs", rows, look));
}

function statusText({ nodes, edges }) {
  if (!data.nodes.length) return "";
  const [n, m] = [nodes.filter(Boolean).length, edges.filter(Boolean).length];
  return t("status", { n, nodes: data.counts.nodes, m, edges: data.counts.edges });
}

function tellStatus(visible) {
  const { counts } = data;
  find("status").textContent = statusText(visible);
  if (counts.nodes > data.nodes.length || counts.edges > data.edges.length)
    find("status").append(" · ", button(t("status.more"), showOverview, { class: "link" }));
  const message = !data.nodes.length ? "empty" : visible.nodes.some(Boolean) ? null : "nothing.shown";
  find("empty").hidden = !message;
  find("empty").replaceChildren(
    ...(message ? [t(message)] : []),
    ...(message === "nothing.shown" ? [make("br"), button(t("reset"), reset)] : []),
  );
}

// vis-network puts a string into its tooltip as text.
function hint(node) {
  const counts = [
    node.documents && t("document", { n: node.documents }),
    node.mentions && t("mention", { n: node.mentions }),
  ];
  return [node.name, term("labels", node.label), ...counts].filter(Boolean).join(" · ");
}

const HINTS = 6;

function hintOfPair(pair, line, visible) {
  const [one, other] = pair.ends.map((number) => data.nodes[number].name);
  const rows = line.edges.slice(0, HINTS).map((edge) => {
    const arrow = edge.symmetric ? "" : edge.source === pair.ends[0] ? "→ " : "← ";
    const count = edge.relation === "CO_OCCURS" ? "sentence" : "story";
    const status = edge.status && edge.status !== "actual" ? ` · ${term("statuses", edge.status)}` : "";
    return `${arrow}${relationName(edge)} · ${t(count, { n: visible.edges[edge.number] })}${status}`;
  });
  const more = line.edges.length - HINTS;
  return [`${one} – ${other}`, ...rows, ...(more > 0 ? [t("partners.more", { n: more })] : [])].join("\n");
}
