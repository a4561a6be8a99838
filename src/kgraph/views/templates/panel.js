// The panel at the side: the card of an entity, or an overview; the card of an edge is in facts.js.

const PARTNERS = 15;
const OFFICES = 8;

function showPanel() {
  const card = find("card");
  const { selected } = state;
  card.replaceChildren(
    ...(selected === null
      ? overview()
      : selected.kind === "node"
        ? entityCard(selected.number)
        : edgeCard(data.edges[selected.number])),
  );
  card.scrollTop = 0;
}

// Short notes in a row; a date is not broken.
function listed(notes) {
  return make(
    "p",
    { class: "notes" },
    notes.filter(Boolean).map((note) => make("span", {}, note)),
  );
}

// A name that can be followed if its entity is on the page.
function reference(item) {
  return "node" in item
    ? button(name(item.name), () => select("node", item.node, true), { class: "link" })
    : name(item.name);
}

function section(key, ...children) {
  return make("section", {}, make("h3", {}, t(key)), ...children);
}

function overview() {
  const { counts } = data;
  const strongest = data.nodes
    .slice(0, 20)
    .map((node, number) => make("li", {}, swatch(node.label), reference({ name: node.name, node: number })));
  return [
    make("h2", {}, t("overview")),
    make(
      "p",
      {},
      t("overview.shown", {
        n: data.nodes.length,
        nodes: counts.nodes,
        m: data.edges.length,
        edges: counts.edges,
      }),
    ),
    counts.left ? make("p", {}, t("overview.left", { n: counts.left })) : null,
    extent.first ? make("p", {}, t("overview.period", extent)) : null,
    make("p", {}, t("overview.read")),
    make("p", { class: "faint" }, t("legend.size")),
    make("p", { class: "faint" }, t("overview.keys")),
    strongest.length
      ? section("overview.strongest", make("ul", { class: "plain columns" }, strongest))
      : null,
  ].filter(Boolean);
}

function entityCard(number) {
  const node = data.nodes[number];
  const counts = [
    node.documents && t("document", { n: node.documents }),
    node.mentions && t("mention", { n: node.mentions }),
  ];
  const kind = [term("labels", node.label), node.official && t("official")].filter(Boolean).join(" · ");
  return [
    make("h2", {}, swatch(node.label), name(node.name)),
    make("p", { class: "kind" }, [node.en, kind].filter(Boolean).join(" · ")),
    listed(counts),
    node.first
      ? make("p", {}, t(node.last && node.last !== node.first ? "mentions" : "mentions.once", node))
      : null,
    node.aliases
      ? make(
          "p",
          { class: "aliases" },
          `${t("aliases")} `,
          node.aliases.map((alias) => name(alias, { class: "chip" })),
        )
      : null,
    node.offices
      ? section("offices", inPortions(node.offices, OFFICES, "partners.more", office, "plain"))
      : null,
    node.holders
      ? section("holders", inPortions(node.holders, OFFICES, "partners.more", office, "plain"))
      : null,
    section(
      "partners",
      ...partners(number),
      node.outside ? make("p", { class: "faint" }, t("partners.outside", { n: node.outside })) : null,
    ),
    node.details ? section("details", make("dl", {}, node.details.map(detail))) : null,
    make("p", { class: "faint" }, make("code", {}, node.id)),
  ].filter(Boolean);
}

function office(row) {
  const when = row.first ? period(row.first, row.last) : "";
  const status = row.status && row.status !== "actual" ? statusBadge(row.status) : null;
  return make(
    "li",
    {},
    row.title ? make("strong", {}, name(row.title)) : null,
    " ",
    reference(row.of),
    " ",
    status,
    " ",
    when ? make("span", { class: "faint" }, when) : null,
  );
}

function detail([key, value]) {
  const kind = `kind.${value.name}`;
  return [
    make("dt", {}, words[`detail.${key}`] ? t(`detail.${key}`) : key),
    make("dd", {}, key === "kind" && words[kind] ? t(kind) : reference(value)),
  ];
}

function statusBadge(status) {
  return make(
    "span",
    { class: `badge status-${status}`, title: definition("statuses", status) },
    term("statuses", status),
  );
}

// Others by the sum of the weights of the visible edges between, each with a chip for an edge.
function partners(number) {
  const visible = seen().edges;
  const found = new Map();
  for (const edge of edgesOf[number]) {
    const other = edge.source === number ? edge.target : edge.source;
    if (!visible[edge.number] || other === number) continue;
    if (!found.has(other)) found.set(other, { other, weight: 0, edges: [] });
    const entry = found.get(other);
    entry.weight += edge.relation === "CO_OCCURS" ? 0 : visible[edge.number];
    entry.edges.push(edge);
  }
  if (!found.size)
    return [make("p", { class: "faint" }, t(edgesOf[number].length ? "partners.filtered" : "partners.none"))];
  const rows = [...found.values()].sort((a, b) => b.weight - a.weight || a.other - b.other);
  return [
    inPortions(rows, PARTNERS, "partners.more", (row) =>
      make(
        "li",
        {},
        swatch(data.nodes[row.other].label),
        make(
          "div",
          {},
          reference({ name: data.nodes[row.other].name, node: row.other }),
          make(
            "div",
            { class: "chips" },
            row.edges.map((edge) => chip(edge, number, visible[edge.number])),
          ),
        ),
      ),
    ),
  ];
}

function chip(edge, number, weight) {
  const arrow = edge.symmetric ? "" : edge.source === number ? "→ " : "← ";
  return button(
    [
      stroke(edge.quad, edge.status !== "actual"),
      `${arrow}${relationName(edge)}`,
      make("small", {}, ` ${digits(weight)}`),
    ],
    () => select("edge", edge.number),
    { class: "chip" },
  );
}

// A list of which the rest comes when asked for.
function inPortions(rows, size, key, show, style = "plain rows") {
  const list = make("ul", { class: style });
  let at = 0;
  const next = () => {
    list.append(...rows.slice(at, at + size).map(show));
    at += size;
    if (at < rows.length) {
      const more = make(
        "li",
        {},
        button(t(key, { n: rows.length - at }), () => (more.remove(), next()), { class: "more" }),
      );
      list.append(more);
    }
  };
  next();
  return list;
}
