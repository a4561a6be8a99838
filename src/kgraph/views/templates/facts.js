// The card of an edge, or of all edges of a pair: their facts, each with its evidence.

const FACTS = 30;

function pairTitle(one, other, arrow) {
  const [first, second] = [one, other].map((number) =>
    reference({ name: data.nodes[number].name, node: number }),
  );
  return make("h2", { class: "pair" }, first, make("span", { class: "arrow" }, ` ${arrow} `), second);
}

function edgeCard(edge) {
  const others = edge.pair.edges.filter((other) => other !== edge);
  return [
    pairTitle(edge.source, edge.target, edge.symmetric ? "↔" : "→"),
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
    ...factsOf(edge),
    others.length
      ? section(
          "siblings",
          make(
            "div",
            { class: "chips" },
            others.map((other) => chip(other, edge.source, other.weight)),
            button(t("relations.all", { n: others.length + 1 }), () => select("pair", edge.pair.number), {
              class: "chip",
            }),
          ),
        )
      : null,
  ].filter(Boolean);
}

// All that two entities have to do with each other, the strongest relation open.
function pairCard(pair) {
  const line = lineOf(pair, seen()) || { edges: pair.edges, weight: 0 };
  const hidden = pair.edges.length - line.edges.length;
  const rows = line.edges.map((edge, place) => {
    const arrow = edge.symmetric ? "" : edge.source === pair.ends[0] ? "→ " : "← ";
    const body = make("div", {});
    const box = make(
      "details",
      { class: "relation" },
      make(
        "summary",
        {},
        stroke(edge.quad, edge.status !== "actual"),
        make("strong", {}, `${arrow}${relationName(edge)}`),
        make("small", {}, t(edge.relation === "CO_OCCURS" ? "sentence" : "story", { n: edge.weight })),
      ),
      body,
    );
    // A pair of two states has a hundred facts: those of a relation are made when it is opened.
    const open = () => body.childElementCount || body.append(...factsOf(edge));
    box.addEventListener("toggle", () => box.open && open());
    if (place === 0) {
      open();
      box.open = true;
    }
    return box;
  });
  return [
    pairTitle(...pair.ends, "–"),
    listed([t("relations.count", { n: line.edges.length }), line.weight ? t("story", { n: line.weight }) : null]),
    ...rows,
    hidden ? make("p", { class: "faint" }, t("relations.hidden", { n: hidden })) : null,
  ].filter(Boolean);
}

function factsOf(edge) {
  const seenFacts = edge.facts.filter(factSeen);
  const hidden = edge.facts.length - seenFacts.length;
  // Newest first, as news is read; what has no date comes last.
  const rows = [...seenFacts].sort((a, b) => (b.start || "").localeCompare(a.start || ""));
  const counts =
    edge.relation === "CO_OCCURS"
      ? [t("cooccurs", { n: edge.weight }), edge.npmi !== undefined && t("npmi", { n: edge.npmi.toFixed(2) })]
      : [
          t("story", { n: edge.weight }),
          t("sentence", { n: edge.sentences || 0 }),
          edge.first && period(edge.first, edge.last),
        ];
  const marks = rows.some((fact) => fact.evidence.some((one) => one.marks));
  return [
    listed(counts),
    marks ? markLegend() : null,
    rows.length ? inPortions(rows, FACTS, "facts.more", (fact) => factItem(fact, edge)) : null,
    hidden ? make("p", { class: "faint" }, t("facts.hidden", { n: hidden })) : null,
    edge.left
      ? make("p", { class: "faint", title: t("evidence.more.title") }, t("facts.left", { n: edge.left }))
      : null,
  ].filter(Boolean);
}

function markLegend() {
  return make(
    "p",
    { class: "faint marks" },
    Object.entries(ROLES).map(([letter, role]) => make("mark", { class: `mark-${letter}` }, t(`role.${role}`))),
  );
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
    make("blockquote", { lang: "zh" }, marked(one, edge)),
    make(
      "figcaption",
      {},
      one.documents.map((number) => source(data.documents[number])),
      one.reprints ? make("p", {}, t("reprints", { n: one.reprints })) : null,
      make(
        "p",
        { class: "faint foot" },
        make(
          "span",
          {},
          notes.flatMap((note) => [note, " · "]),
          t("rule", { n: one.rule }),
        ),
        copier(() => citation(one), "cite"),
      ),
    ),
  );
}

function source(document) {
  const title = document.title || document.name || "?";
  const where = [document.source, document.published].filter(Boolean);
  return make(
    "p",
    {},
    document.url ? link(document.url, title) : name(title),
    where.map((one) => [" · ", make("span", { class: "whole" }, one)]),
  );
}

// A sentence with where it stands, as a note in a paper has it; in the language of the page.
function citation(one) {
  const text = data.texts[one.text].trim();
  const document = data.documents[one.documents[0]] || {};
  const title = document.title || document.name || "";
  if (state.language === "zh") {
    const where = [document.source, document.published, document.url].filter(Boolean).join("，");
    return `“${text}”——《${title}》${where ? `，${where}` : ""}。`;
  }
  const where = [document.source, title && `“${title}”`, document.published].filter(Boolean).join(", ");
  return `“${text}” ${where}.${document.url ? ` ${document.url}` : ""}`;
}

const ROLES = { s: "subject", t: "trigger", o: "object" };

// A sentence with its subject, object and trigger as the rules found them.
function marked(one, edge) {
  const text = data.texts[one.text];
  if (!one.marks) return markedByName(text, [data.nodes[edge.source], data.nodes[edge.target]]);
  const parts = [];
  let plain = 0;
  for (const [start, end, letter] of one.marks) {
    const title = t(`role.${ROLES[letter]}`);
    parts.push(text.slice(plain, start), make("mark", { class: `mark-${letter}`, title }, text.slice(start, end)));
    plain = end;
  }
  return [...parts, text.slice(plain)];
}

// The names of both sides in a sentence, whichever script it is in.
function markedByName(text, nodes) {
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
