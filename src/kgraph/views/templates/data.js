// The graph of the page, as it came with it.

const data = read("data");
const drawn = { nodes: read("nodes"), edges: read("edges"), options: read("options") };
const QUADS = [
  "verbal cooperation",
  "material cooperation",
  "verbal conflict",
  "material conflict",
  "structure",
  "CO_OCCURS",
];

// All edges between two entities are one line on the drawing: a pair.
const pairs = drawn.edges.map(({ from, to }, number) => ({ number, ends: [from, to], edges: [] }));
const pairsByEnds = new Map(pairs.map((pair) => [endsOf(...pair.ends), pair]));
const edgesOf = data.nodes.map(() => []);

// What goes without saying is not in the file: see payload.py and evidence.py.
function completeFact(fact) {
  const { from } = fact;
  const whole = { status: "actual", stories: 1, sentences: 1, evidence: [] };
  return { ...whole, ...(from ? { start: from, end: fact.to || from } : {}), ...fact };
}

data.edges.forEach((edge, number) => {
  const known = data.vocabulary.relations[edge.relation] || {};
  edge.number = number;
  edge.facts = (edge.facts || []).map(completeFact);
  edge.quad = edge.quad || known.quad;
  edge.symmetric = "symmetric" in edge ? edge.symmetric : known.symmetric;
  edge.plover = edge.plover || known.plover;
  edge.key = edge.key || (edge.title ? `${edge.relation}:${edge.title}` : edge.relation);
  edge.pair = pairsByEnds.get(endsOf(edge.source, edge.target));
  edge.pair.edges.push(edge);
  edgesOf[edge.source].push(edge);
  if (edge.target !== edge.source) edgesOf[edge.target].push(edge);
});

const days = data.edges
  .flatMap((edge) => edge.facts.flatMap((fact) => (fact.start ? [fact.start, fact.end] : [])))
  .sort();
const extent = { first: days[0], last: days[days.length - 1] };

function endsOf(one, other) {
  return Math.min(one, other) * data.nodes.length + Math.max(one, other);
}

function otherEnd(edge, number) {
  return edge.source === number ? edge.target : edge.source;
}
