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

data.edges.forEach((edge, number) => {
  edge.number = number;
  edge.facts = edge.facts || [];
});
const edgesOf = data.nodes.map(() => []);
for (const edge of data.edges) {
  edgesOf[edge.source].push(edge);
  if (edge.target !== edge.source) edgesOf[edge.target].push(edge);
}

const days = data.edges
  .flatMap((edge) => edge.facts.flatMap((fact) => (fact.start ? [fact.start, fact.end] : [])))
  .sort();
const extent = { first: days[0], last: days[days.length - 1] };
