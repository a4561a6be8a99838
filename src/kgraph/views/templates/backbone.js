// The part of a graph that can be read at once: of each entity only the closest partners. Without it
// the strongest entities, which know everybody, make a ball of wool.

// How many partners of each entity the reader may choose.
const CLOSEST = [1, 2, 3, 5, 10, Infinity];
const READABLE = Math.min(Math.max(200, 1.6 * data.nodes.length), 2500);

// At first as many as can still be read.
const usual =
  [...CLOSEST].reverse().find((most) => {
    const weights = data.edges.map((edge) => (edge.relation === "CO_OCCURS" ? 0 : edge.weight));
    const kept = backbone(weights, most);
    return pairs.filter((pair) => pair.edges.some((edge) => kept[edge.number])).length <= READABLE;
  }) || CLOSEST[0];

// Takes and gives a weight for each edge, 0 for what is left out.
function backbone(weights, most) {
  if (most === Infinity) return [...weights];
  const kept = weights.map(() => 0);
  // Co-occurrence counts sentences and not stories: it is ranked by itself.
  const facts = (edge) => edge.relation !== "CO_OCCURS";
  for (const edges of [data.edges.filter(facts), data.edges.filter((edge) => !facts(edge))]) {
    const close = closestPartners(edges, weights, most);
    for (const { source, target, number } of edges)
      if (close[source].has(target) || close[target].has(source)) kept[number] = weights[number];
  }
  return kept;
}

function closestPartners(edges, weights, most) {
  const partners = data.nodes.map(() => new Map());
  const add = (one, other, weight) => partners[one].set(other, (partners[one].get(other) || 0) + weight);
  for (const { source, target, number } of edges) {
    if (!weights[number]) continue;
    add(source, target, weights[number]);
    add(target, source, weights[number]);
  }
  const nearest = (others) => [...others].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, most);
  return partners.map((others) => new Set(nearest(others).map(([other]) => other)));
}
