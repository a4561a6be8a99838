// The panel at the side: the card of an entity, the facts of an edge, or an overview.

const PARTNERS = 15;
const OFFICES = 8;
const FACTS = 30;

function showPanel() {
  const card = find("card");
  const { selected } = state;
  card.replaceChildren(
    ...(selected === null ? overview() : selected.kind === "node" ? entityCard(selected.number) : edgeCard(data.edges[selected.number])),
  );
  card.scrollTop = 0;
}

// Short notes in a row; a date is not broken.
function listed(notes) {
  return make("p", { class: "notes" }, notes.filter(Boolean).map((note) => make("span", {}, note)));
}

// A name that can be followed if its entity is on the page.
function reference(item) {
  return "node" in item ? button(name(item.name), () => select("node", item.node, true), { class: "link" }) : name(item.name);
}

function section(key, ...children) {
  return make("section", {}, make("h3", {}, t(key)), ...children);
}

function overview() {
  const { counts } = data;
  const strongest = data.nodes.slice(0, 20).map((node, number) => make("li", {}, swatch(node.label), reference({ name: node.name, node: number })));
  return [
    make("h2", {}, t("overview")),
    make("p", {}, t("overview.shown", { n: data.nodes.length, nodes: counts.nodes, m: data.edges.length, edges: counts.edges })),
    counts.left ? make("p", {}, t("overview.left", { n: counts.left })) : null,
    extent.first ? make("p", {}, t("overview.period", extent)) : null,
    make("p", {}, t("overview.read")),
    make("p", { class: "faint" }, t("legend.size")),
    make("p", { class: "faint" }, t("overview.keys")),
    strongest.length ? section("overview.strongest", make("ul", { class: "plain columns" }, strongest)) : null,
  ].filter(Boolean);
}

function entityCard(number) {
  const node = data.nodes[number];
  const counts = [node.documents && t("document", { n: node.documents }), node.mentions && t("mention", { n: node.mentions })];
  const kind = [term("labels", node.label), node.official && t("official")].filter(Boolean).join(" · ");
  return [
    make("h2", {}, swatch(node.label), name(node.name)),
    make("p", { class: "kind" }, [node.en, kind].filter(Boolean).join(" · ")),
    listed(counts),
    node.first ? make("p", {}, t(node.last && node.last !== node.first ? "mentions" : "mentions.once", node)) : null,
    node.aliases ? make("p", { class: "aliases" }, `${t("aliases")} `, node.aliases.map((alias) => name(alias, { class: "chip" }))) : null,
    node.offices ? section("offices", inPortions(node.offices, OFFICES, "partners.more", office, "plain")) : null,
    node.holders ? section("holders", inPortions(node.holders, OFFICES, "partners.more", office, "plain")) : null,
    section("partners", ...partners(number), node.outside ? make("p", { class: "faint" }, t("partners.outside", { n: node.outside })) : null),
    node.details ? section("details", make("dl", {}, node.details.map(detail))) : null,
    make("p", { class: "faint" }, make("code", {}, node.id)),
  ].filter(Boolean);
}

function office(row) {
  const when = row.first ? period(row.first, row.last) : "";
  const status = row.status && row.status !== "actual" ? statusBadge(row.status) : null;
  return make("li", {}, row.title ? make("strong", {}, name(row.title)) : null, " ", reference(row.of), " ", status, " ", when ? make("span", { class: "faint" }, when) : null);
}

function detail([key, value]) {
  const kind = `kind.${value.name}`;
  return [make("dt", {}, words[`detail.${key}`] ? t(`detail.${key}`) : key), make("dd", {}, key === "kind" && words[kind] ? t(kind) : reference(value))];
}

function statusBadge(status) {
  return make("span", { class: `badge status-${status}`, title: definition("statuses", status) }, term("statuses", status));
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
  if (!found.size) return [make("p", { class: "faint" }, t(edgesOf[number].length ? "partners.filtered" : "partners.none"))];
  const rows = [...found.values()].sort((a, b) => b.weight - a.weight || a.other - b.other);
  return [
    inPortions(rows, PARTNERS, "partners.more", (row) =>
      make(
        "li",
        {},
        swatch(data.nodes[row.other].label),
        make("div", {}, reference({ name: data.nodes[row.other].name, node: row.other }), make("div", { class: "chips" }, row.edges.map((edge) => chip(edge, number, visible[edge.number])))),
      ),
    ),
  ];
}

function chip(edge, number, weight) {
  const arrow = edge.symmetric ? "" : edge.source === number ? "→ " : "← ";
  return button([stroke(edge.quad, edge.status !== "actual"), `${arrow}${relationName(edge)}`, make("small", {}, ` ${number_of(weight)}`)], () => select("edge", edge.number), { class: "chip" });
}

function number_of(weight) {
  return number(weight);
}

// A list of which the rest comes when asked for.
function inPortions(rows, size, key, show, style = "plain rows") {
  const list = make("ul", { class: style });
  let at = 0;
  const next = () => {
    list.append(...rows.slice(at, at + size).map(show));
    at += size;
    if (at < rows.length) {
      const more = make("li", {}, button(t(key, { n: rows.length - at }), () => (more.remove(), next()), { class: "more" }));
      list.append(more);
    }
  };
  next();
  return list;
}

function edgeCard(edge) {
  const [source, target] = [edge.source, edge.target].map((number) => reference({ name: data.nodes[number].name, node: number }));
  const seenFacts = edge.facts.filter(factSeen);
  const hidden = edge.facts.length - seenFacts.length;
  // Newest first, as news is read; what has no date comes last.
  const rows = [...seenFacts].sort((a, b) => (b.start || "").localeCompare(a.start || ""));
  const cooccurs = edge.relation === "CO_OCCURS";
  const counts = cooccurs
    ? [t("cooccurs", { n: edge.weight }), edge.npmi !== undefined && t("npmi", { n: edge.npmi.toFixed(2) })]
    : [t("story", { n: edge.weight }), t("sentence", { n: edge.sentences || 0 }), edge.first && period(edge.first, edge.last)];
  const siblings = edgesOf[edge.source].filter((other) => other !== edge && (other.source === edge.target || other.target === edge.target) && edge.source !== edge.target);
  return [
    make("h2", { class: "pair" }, source, make("span", { class: "arrow" }, edge.symmetric ? " ↔ " : " → "), target),
    make("p", { class: "kind" }, stroke(edge.quad, edge.status !== "actual"), make("strong", {}, relationName(edge)), ` · ${t(`quad.${edge.quad}`)}`, edge.plover ? ` · PLOVER ${edge.plover}` : null),
    definition("relations", edge.relation) ? make("p", { class: "faint" }, definition("relations", edge.relation)) : null,
    listed(counts),
    rows.length ? section("facts", inPortions(rows, FACTS, "facts.more", (fact) => factItem(fact, edge))) : null,
    hidden ? make("p", { class: "faint" }, t("facts.hidden", { n: hidden })) : null,
    edge.left ? make("p", { class: "faint", title: t("evidence.more.title") }, t("facts.left", { n: edge.left })) : null,
    siblings.length ? section("siblings", make("div", { class: "chips" }, siblings.map((other) => chip(other, edge.source, other.weight)))) : null,
  ].filter(Boolean);
}

function factItem(fact, edge) {
  const when = fact.from ? period(fact.from, fact.to) : fact.start ? t(fact.start === fact.end ? "seen.once" : "seen", { first: fact.start, last: fact.end }) : t("undated");
  const basis = fact.from && fact.basis ? make("span", { class: "faint" }, t(`basis.${fact.basis}`)) : null;
  return make(
    "li",
    { class: "fact" },
    make("p", { class: "when" }, make("strong", {}, when), basis, statusBadge(fact.status), make("span", { class: "faint" }, `${t("story", { n: fact.stories })} · ${t("sentence", { n: fact.sentences })}`)),
    fact.speaker ? make("p", {}, `${t("says")} `, reference(data.speakers[fact.speaker])) : null,
    fact.evidence.map((one) => quotation(one, fact, edge)),
    fact.more > 0 ? make("p", { class: "faint", title: t("evidence.more.title") }, t("evidence.more", { n: fact.more })) : null,
  );
}

function quotation(one, fact, edge) {
  const notes = [];
  if (one.status && one.status !== fact.status) notes.push(statusBadge(one.status));
  if (one.date && one.date !== fact.from) notes.push(`${one.date.replace("/", " – ")}${one.basis ? ` (${t(`basis.${one.basis}`)})` : ""}`);
  if (one.speaker && one.speaker !== fact.speaker) notes.push(make("span", {}, `${t("says")} `, reference(data.speakers[one.speaker])));
  return make(
    "figure",
    {},
    make("blockquote", {}, marked(data.texts[one.text], [data.nodes[edge.source], data.nodes[edge.target]])),
    make(
      "figcaption",
      {},
      one.documents.map((number) => source(data.documents[number])),
      one.reprints ? make("p", {}, t("reprints", { n: one.reprints })) : null,
      make("p", { class: "faint" }, notes.flatMap((note) => [note, " · "]), t("rule", { n: one.rule })),
    ),
  );
}

function source(document) {
  const title = document.title || document.name || "?";
  const where = [document.source, document.published].filter(Boolean).join(" · ");
  return make("p", {}, document.url ? link(document.url, title) : name(title), where ? ` · ${where}` : "");
}

// The names of both sides in a sentence, whichever script it is in.
function marked(text, nodes) {
  const names = nodes.flatMap((node) => [node.name, ...(node.aliases || [])]).map(simplify).filter((alias) => alias.length > 1);
  const folded = simplify(text);
  names.sort((a, b) => b.length - a.length);
  const parts = [];
  let plain = 0;
  for (let at = 0; at < folded.length; ) {
    const hit = names.find((alias) => folded.startsWith(alias, at));
    if (hit) {
      parts.push(text.slice(plain, at), make("mark", {}, text.slice(at, at + hit.length)));
      at += hit.length;
      plain = at;
    } else at += 1;
  }
  return [...parts, text.slice(plain)];
}
