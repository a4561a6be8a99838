// The part of a graph that can be read at once: of each entity only the closest partners, and of each
// pair only the main relations. Without it the strongest entities, which know everybody, make a ball
// of wool.

// How many partners of each entity the reader may choose.
const CLOSEST = [1, 2, 3, 5, 10, Infinity];
// Relations of one pair that are drawn, unless everything is.
const FAN = 4;
const READABLE = Math.max(150, 3 * data.nodes.length);

// At first as many as can still be read.
const usual =
  [...CLOSEST].reverse().find((most) => {
    const weights = data.edges.map((edge) => (edge.relation === "CO_OCCURS" ? 0 : edge.weight));
    return backbone(weights, most).filter(Boolean).length <= READABLE;
  }) || CLOSEST[0];

// Takes and gives a weight for each edge, 0 for what is left out.
function backbone(weights, most) {
  if (most === Infinity) return [...weights];
  const kept = weights.map(() => 0);
  // Co-occurrence counts sentences and not stories: it is ranked by itself.
  const facts = (edge) => edge.relation !== "CO_OCCURS";
  for (const edges of [data.edges.filter(facts), data.edges.filter((edge) => !facts(edge))]) {
    const shown = edges.filter((edge) => weights[edge.number]);
    const close = closestPartners(shown, weights, most);
    const near = ({ source, target }) => close[source].has(target) || close[target].has(source);
    const fans = new Map();
    for (const edge of shown.filter(near).sort(byWeight(weights))) {
      const drawnBefore = fans.get(pairOf(edge)) || 0;
      if (drawnBefore < FAN) kept[edge.number] = weights[edge.number];
      fans.set(pairOf(edge), drawnBefore + 1);
    }
  }
  return kept;
}

function closestPartners(edges, weights, most) {
  const partners = data.nodes.map(() => new Map());
  const add = (one, other, weight) => partners[one].set(other, (partners[one].get(other) || 0) + weight);
  for (const { source, target, number } of edges) {
    add(source, target, weights[number]);
    add(target, source, weights[number]);
  }
  const nearest = (others) => [...others].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, most);
  return partners.map((others) => new Set(nearest(others).map(([other]) => other)));
}

function byWeight(weights) {
  return (a, b) => weights[b.number] - weights[a.number] || a.number - b.number;
}

function pairOf(edge) {
  return Math.min(edge.source, edge.target) * data.nodes.length + Math.max(edge.source, edge.target);
}
