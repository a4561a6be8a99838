// Colours, widths and texts of nodes and edges, anew whenever the choice changes.

const FONT =
  'system-ui, -apple-system, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif';
const LABELLED_EDGES = 40;

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
        color: {
          ...look,
          highlight: { background: shade, border: ink },
          hover: { background: shade, border: ink },
        },
        title: hint(node),
      };
    }),
  );
  paintNames(visible, focus);
  paintEdges(visible, focus);
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

// Hidden edges are left out altogether: a page may hold ten times as many as it shows.
function paintEdges(visible, focus) {
  const curves = fans(visible);
  const names = labelsOf(visible);
  const labelled = focus && focus.edges.size <= LABELLED_EDGES;
  const font = {
    face: FONT,
    size: Math.max(12, SMALLEST / network.getScale()),
    color: colour("ink"),
    strokeWidth: 4,
    strokeColor: colour("ground"),
    align: "horizontal",
  };
  const shown = data.edges.filter((edge) => visible.edges[edge.number]);
  edgeSet.remove(edgeSet.getIds().filter((number) => !visible.edges[number]));
  edgeSet.update(
    shown.map((edge) => {
      const lit = !focus || focus.edges.has(edge.number);
      const shade = colour(edge.quad);
      const opacity = lit ? (focus ? 1 : 0.75) : 0.08;
      return {
        ...drawn.edges[edge.number],
        color: { color: shade, highlight: shade, hover: shade, opacity, inherit: false },
        width: widthOf(edge, visible.edges[edge.number]),
        smooth: curves[edge.number] || false,
        label:
          labelled && lit
            ? chosen("edge", edge.number)
              ? relationName(edge)
              : names[edge.number]
            : " ", // a blank, as for nodes: vis-network keeps the old label where the new one is empty
        font,
        title: hintOfEdge(edge),
      };
    }),
  );
}

// Every article repeats who holds which office: these lines must not drown what happened.
function widthOf(edge, weight) {
  if (edge.relation === "CO_OCCURS") return 1;
  return Math.min(1 + 1.3 * Math.log2(weight || 1), edge.quad === "structure" ? 3 : 10);
}

// vis-network puts a string into its tooltip as text.
function hint(node) {
  const counts = [
    node.documents && t("document", { n: node.documents }),
    node.mentions && t("mention", { n: node.mentions }),
  ];
  return [node.name, term("labels", node.label), ...counts].filter(Boolean).join(" · ");
}

function hintOfEdge(edge) {
  const arrow = edge.symmetric ? "↔" : "→";
  const count = edge.relation === "CO_OCCURS" ? "sentence" : "story";
  const what = [relationName(edge), t(count, { n: edge.weight })];
  if (edge.status && edge.status !== "actual") what.push(term("statuses", edge.status));
  return `${data.nodes[edge.source].name} ${arrow} ${data.nodes[edge.target].name}\n${what.join(" · ")}`;
}
