// What the page is, what it leaves out, what its words and keys mean.

function overview() {
  const { counts } = data;
  const strongest = data.nodes
    .slice(0, 20)
    .map((node, number) => make("li", {}, swatch(node.label), reference({ name: node.name, node: number })));
  return [
    make("h2", {}, t("overview")),
    make("p", {}, t("overview.read")),
    extent.first ? make("p", {}, t("overview.period", extent)) : null,
    make("p", { class: "faint" }, t("legend.size")),
    strongest.length
      ? section("overview.strongest", make("ul", { class: "plain columns" }, strongest))
      : null,
    section("overview.left", ...leftOut(counts)),
    data.nodes.length ? section("overview.words", glossary()) : null,
    section("overview.keys", make("dl", { class: "keys" }, keyRows())),
    make("p", { class: "faint" }, t("overview.rules")),
  ].filter(Boolean);
}

// What the filters and badges say, for whoever has no pointer to rest on them.
function glossary() {
  return [
    ["labels", "entities"],
    ["relations", "relations"],
    ["statuses", "states"],
  ].map(([kind, heading]) => {
    const used = Object.keys(data.vocabulary[kind]).filter((word) => totals[kind].has(word));
    const rows = used.map((word) => [make("dt", {}, term(kind, word)), make("dd", {}, definition(kind, word))]);
    if (!rows.length) return null;
    return make(
      "details",
      { class: "relation" },
      make("summary", {}, make("strong", {}, t(heading)), make("small", {}, digits(rows.length))),
      make("dl", { class: "glossary" }, rows),
    );
  });
}

// What the page does not show, and the command that does.
function leftOut(counts) {
  const { n, m } = { n: data.nodes.length, m: data.edges.length };
  const whole = n === counts.nodes && m === counts.edges;
  const size = make("p", { class: "faint" }, t("overview.size", { n: (Number(data.bytes) / 1e6).toFixed(1) }));
  if (whole) return [make("p", {}, t("overview.whole", { n, m })), size];
  const more = Math.min(counts.nodes, Math.max(1000, 2 * n));
  return [
    make("p", {}, t("overview.shown", { n, nodes: counts.nodes, m, edges: counts.edges })),
    counts.left ? make("p", {}, t("overview.weak", { n: counts.left })) : null,
    n < counts.nodes ? command(`kgraph show OUT --top ${more} -o page.html`, "command.more") : null,
    command("kgraph show OUT --focus NAME --hops 2 -o page.html", "command.focus"),
    size,
  ].filter(Boolean);
}
