// The card of an edge: its facts, each with its evidence.

const FACTS = 30;

function edgeCard(edge) {
  const [source, target] = [edge.source, edge.target].map((number) =>
    reference({ name: data.nodes[number].name, node: number }),
  );
  const seenFacts = edge.facts.filter(factSeen);
  const hidden = edge.facts.length - seenFacts.length;
  // Newest first, as news is read; what has no date comes last.
  const rows = [...seenFacts].sort((a, b) => (b.start || "").localeCompare(a.start || ""));
  const cooccurs = edge.relation === "CO_OCCURS";
  const counts = cooccurs
    ? [t("cooccurs", { n: edge.weight }), edge.npmi !== undefined && t("npmi", { n: edge.npmi.toFixed(2) })]
    : [
        t("story", { n: edge.weight }),
        t("sentence", { n: edge.sentences || 0 }),
        edge.first && period(edge.first, edge.last),
      ];
  const siblings = edgesOf[edge.source].filter(
    (other) =>
      other !== edge &&
      (other.source === edge.target || other.target === edge.target) &&
      edge.source !== edge.target,
  );
  return [
    make(
      "h2",
      { class: "pair" },
      source,
      make("span", { class: "arrow" }, edge.symmetric ? " ↔ " : " → "),
      target,
    ),
    make(
      "p",
      { class: "kind" },
      stroke(edge.quad, edge.status !== "actual"),
      make("strong", {}, relationName(edge)),
      ` · ${t(`quad.${edge.quad}`)}`,
      edge.plover ? ` · PLOVER ${edge.plover}` : null,
    ),
    definition("relations", edge.relation)
      ? make("p", { class: "faint" }, definition("relations", edge.relation))
      : null,
    listed(counts),
    rows.length
      ? section(
          "facts",
          inPortions(rows, FACTS, "facts.more", (fact) => factItem(fact, edge)),
        )
      : null,
    hidden ? make("p", { class: "faint" }, t("facts.hidden", { n: hidden })) : null,
    edge.left
      ? make("p", { class: "faint", title: t("evidence.more.title") }, t("facts.left", { n: edge.left }))
      : null,
    siblings.length
      ? section(
          "siblings",
          make(
            "div",
            { class: "chips" },
            siblings.map((other) => chip(other, edge.source, other.weight)),
          ),
        )
      : null,
  ].filter(Boolean);
}

function factItem(fact, edge) {
  const when = fact.from
    ? period(fact.from, fact.to)
    : fact.start
      ? t(fact.start === fact.end ? "seen.once" : "seen", { first: fact.start, last: fact.end })
      : t("undated");
  const basis = fact.from && fact.basis ? make("span", { class: "faint" }, t(`basis.${fact.basis}`)) : null;
  return make(
    "li",
    { class: "fact" },
    make(
      "p",
      { class: "when" },
      make("strong", {}, when),
      basis,
      statusBadge(fact.status),
      make(
        "span",
        { class: "faint" },
        `${t("story", { n: fact.stories })} · ${t("sentence", { n: fact.sentences })}`,
      ),
    ),
    fact.speaker ? make("p", {}, `${t("says")} `, reference(data.speakers[fact.speaker])) : null,
    fact.evidence.map((one) => quotation(one, fact, edge)),
    fact.more > 0
      ? make("p", { class: "faint", title: t("evidence.more.title") }, t("evidence.more", { n: fact.more }))
      : null,
  );
}

function quotation(one, fact, edge) {
  const notes = [];
  if (one.status && one.status !== fact.status) notes.push(statusBadge(one.status));
  if (one.date && one.date !== fact.from)
    notes.push(`${one.date.replace("/", " – ")}${one.basis ? ` (${t(`basis.${one.basis}`)})` : ""}`);
  if (one.speaker && one.speaker !== fact.speaker)
    notes.push(make("span", {}, `${t("says")} `, reference(data.speakers[one.speaker])));
  return make(
    "figure",
    {},
    make("blockquote", {}, marked(data.texts[one.text], [data.nodes[edge.source], data.nodes[edge.target]])),
    make(
      "figcaption",
      {},
      one.documents.map((number) => source(data.documents[number])),
      one.reprints ? make("p", {}, t("reprints", { n: one.reprints })) : null,
      make(
        "p",
        { class: "faint" },
        notes.flatMap((note) => [note, " · "]),
        t("rule", { n: one.rule }),
      ),
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
  const names = nodes
    .flatMap((node) => [node.name, ...(node.aliases || [])])
    .map(simplify)
    .filter((alias) => alias.length > 1);
  const folded = simplify(text);
  names.sort((a, b) => b.length - a.length);
  const parts = [];
  let plain = 0;
  for (let at = 0; at < folded.length;) {
    const hit = names.find((alias) => folded.startsWith(alias, at));
    if (hit) {
      parts.push(text.slice(plain, at), make("mark", {}, text.slice(at, at + hit.length)));
      at += hit.length;
      plain = at;
    } else at += 1;
  }
  return [...parts, text.slice(plain)];
}
