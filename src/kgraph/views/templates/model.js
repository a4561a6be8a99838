// What the reader has chosen, and what that leaves to be seen.

function defaults() {
  return {
    labels: new Set(),
    relations: new Set(["CO_OCCURS"]),
    statuses: new Set(),
    since: "",
    until: "",
    least: 1,
    closest: usual,
    isolated: true,
  };
}

// `off` holds what is switched off, so that an empty choice shows everything.
const state = { language: "en", theme: "light", selected: null, off: defaults() };

function inRange(start, end) {
  const { since, until } = state.off;
  if (!since && !until) return true;
  if (!start) return false;
  return (!since || end >= since) && (!until || start <= until);
}

function factSeen(fact) {
  return !state.off.statuses.has(fact.status) && inRange(fact.start, fact.end);
}

// The weight of an edge among the facts that the reader wants to see; 0 if there are none.
function weightSeen(edge) {
  if (edge.relation === "CO_OCCURS") return edge.weight;
  if (!edge.facts.length)
    return !state.off.statuses.has(edge.status) && inRange(edge.first, edge.last) ? edge.weight : 0;
  const seen = edge.facts.filter(factSeen);
  if (seen.length === edge.facts.length) return edge.weight;
  return seen.reduce((sum, fact) => sum + fact.stories, 0);
}

function chosen(kind, number) {
  return state.selected !== null && state.selected.kind === kind && state.selected.number === number;
}

// What is to be seen now: a weight for each edge (0: hidden), true or false for each node. What is
// selected is always seen: a search must not end at something invisible.
function seen() {
  const off = state.off;
  const nodes = data.nodes.map((node) => !off.labels.has(groupOf(node.label)));
  const wanted = data.edges.map((edge) => {
    if (off.relations.has(edge.relation) || !nodes[edge.source] || !nodes[edge.target]) return 0;
    const weight = weightSeen(edge);
    // Co-occurrence counts sentences, which are many more than stories; its own switch is enough.
    return edge.relation === "CO_OCCURS" || weight >= off.least ? weight : 0;
  });
  const edges = backbone(wanted, off.closest);
  // Of a selected entity all partners are shown, and a selected edge whatever the filters say.
  if (state.selected && state.selected.kind === "node")
    for (const edge of edgesOf[state.selected.number]) edges[edge.number] = wanted[edge.number];
  if (state.selected && state.selected.kind === "edge")
    edges[state.selected.number] = Math.max(weightSeen(data.edges[state.selected.number]), 1);
  const tied = data.nodes.map(() => false);
  data.edges.forEach((edge) => {
    if (edges[edge.number]) tied[edge.source] = tied[edge.target] = true;
  });
  data.nodes.forEach((node, number) => {
    if (off.isolated && !tied[number]) nodes[number] = false;
    if (chosen("node", number)) nodes[number] = true;
  });
  if (state.selected && state.selected.kind === "edge") {
    const edge = data.edges[state.selected.number];
    nodes[edge.source] = nodes[edge.target] = true;
  }
  return { nodes, edges };
}

// Simplified characters, code unit by code unit, so that places in the text stay what they are.
function simplify(text) {
  return text.replace(/[㐀-鿿]/g, (char) => data.fold[char] || char);
}

// What a search compares: one script, one case, one width, no spaces or points.
function fold(text) {
  return simplify(text.normalize("NFKC").toLowerCase()).replace(/[\s·•・‧.,'’"“”()\-–]/g, "");
}
