// What the reader has chosen, and what that leaves to be seen.

const factual = data.edges.some((edge) => edge.relation !== "CO_OCCURS");

function defaults() {
  return {
    labels: new Set(),
    communities: new Set(),
    // What is only named together is told by request, unless nothing else is known.
    relations: new Set(factual ? ["CO_OCCURS"] : []),
    statuses: new Set(),
    since: "",
    until: "",
    least: 1,
    closest: usual,
    isolated: data.edges.length > 0,
  };
}

// `off` holds what is switched off, so that an empty choice shows everything. What is selected is a
// node, an edge (one relation of two entities) or a pair (all of them).
const state = { language: "en", theme: "light", colours: "labels", selected: null, off: defaults() };

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

// The pair of entities that is selected, if one is.
function chosenPair() {
  if (!state.selected || state.selected.kind === "node") return null;
  const { kind, number } = state.selected;
  return kind === "pair" ? pairs[number] : data.edges[number].pair;
}

function nodeWanted(node) {
  if (state.off.labels.has(groupOf(node.label))) return false;
  return state.colours === "labels" || !state.off.communities.has(communityOf(node));
}

// What is to be seen now: a weight for each edge (0: hidden), true or false for each node, and the line
// of each pair, as far as it was asked for. Looked through anew only when the choice has changed.
let lastSeen = { key: null };

function seen() {
  const { off, selected, colours } = state;
  const values = Object.values(off).map((value) => (value instanceof Set ? [...value] : String(value)));
  const key = JSON.stringify([values, selected, colours]);
  if (lastSeen.key !== key) lastSeen = { key, lines: new Map(), ...lookThrough() };
  return lastSeen;
}

// What is selected is always seen: a search must not end at something invisible.
function lookThrough() {
  const off = state.off;
  const nodes = data.nodes.map(nodeWanted);
  const wanted = data.edges.map((edge) => {
    if (off.relations.has(edge.relation) || !nodes[edge.source] || !nodes[edge.target]) return 0;
    const weight = weightSeen(edge);
    // Co-occurrence counts sentences, which are many more than stories; its own switch is enough.
    return edge.relation === "CO_OCCURS" || weight >= off.least ? weight : 0;
  });
  const edges = backbone(wanted, off.closest);
  const pair = chosenPair();
  // Of a selected entity all partners are shown, and a selected edge whatever the filters say.
  if (state.selected && state.selected.kind === "node")
    for (const edge of edgesOf[state.selected.number]) edges[edge.number] = wanted[edge.number];
  if (pair) {
    for (const edge of pair.edges) edges[edge.number] = wanted[edge.number];
    const one = state.selected.kind === "edge" ? data.edges[state.selected.number] : pair.edges[0];
    if (state.selected.kind === "edge" || !pair.edges.some((edge) => edges[edge.number]))
      edges[one.number] = Math.max(weightSeen(one), 1);
  }
  const tied = data.nodes.map(() => false);
  data.edges.forEach((edge) => {
    if (edges[edge.number]) tied[edge.source] = tied[edge.target] = true;
  });
  data.nodes.forEach((node, number) => {
    if (off.isolated && !tied[number]) nodes[number] = false;
    if (chosen("node", number)) nodes[number] = true;
  });
  if (pair) for (const end of pair.ends) nodes[end] = true;
  return { nodes, edges };
}

// What the reader looks at: null if nothing is selected, else the nodes and pairs in the light.
function inFocus(visible) {
  if (!state.selected) return null;
  const pair = chosenPair();
  if (pair) return { nodes: new Set(pair.ends), pairs: new Set([pair.number]) };
  const nodes = new Set([state.selected.number]);
  const lit = new Set();
  for (const edge of edgesOf[state.selected.number]) {
    if (!visible.edges[edge.number]) continue;
    nodes.add(edge.source).add(edge.target);
    lit.add(edge.pair.number);
  }
  return { nodes, pairs: lit };
}

// Simplified characters, code unit by code unit, so that places in the text stay what they are.
function simplify(text) {
  return text.replace(/[㐀-鿿]/g, (char) => data.fold[char] || char);
}

// What a search compares: one script, one case, one width, no spaces or points.
function fold(text) {
  return simplify(text.normalize("NFKC").toLowerCase()).replace(/[\s·•・‧.,'’"“”()\-–]/g, "");
}
