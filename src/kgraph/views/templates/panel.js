// The panel at the side: the card of an entity; those of edges are in facts.js, what the page is in overview.js.

const PARTNERS = 8;
const OFFICES = 8;
const ALIASES = 8;
// Relations named beside a partner; the line between the two has all.
const CHIPS = 3;

function showPanel() {
  const card = find("card");
  const { selected } = state;
  // What was pressed in the old card is gone with it: the keys go on from the new one.
  const inside = card.contains(document.activeElement);
  card.replaceChildren(
    ...(selected === null
      ? overview()
      : selected.kind === "node"
        ? entityCard(selected.number)
        : selected.kind === "pair"
          ? pairCard(pairs[selected.number])
          : edgeCard(data.edges[selected.number])),
  );
  card.scrollTop = 0;
  if (inside) card.focus();
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

function command(text, key) {
  return make(
    "div",
    { class: "command" },
    make("span", { class: "faint" }, t(key)),
    make("div", {}, make("code", {}, text), copier(() => text)),
  );
}

// A button that copies what `text` gives, and says so.
function copier(text, label = "copy") {
  const press = button(t(label), async () => {
    press.textContent = t((await copied(text())) ? "copy.done" : "copy.failed");
    setTimeout(() => (press.textContent = t(label)), 1600);
  }, { class: "copy" });
  return press;
}

async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // A page from disk has no clipboard in every browser; a selection can be copied in all.
    const field = make("textarea", { class: "offstage", "aria-hidden": "true" });
    field.value = text;
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    return done;
  }
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
    node.aliases ? aliases(node) : null,
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
      node.outside ? command(`kgraph show OUT --focus ${quoted(node.name)} -o page.html`, "command.this") : null,
    ),
    timeOf(number),
    node.details ? section("details", make("dl", {}, node.details.map(detail))) : null,
    make("p", { class: "faint" }, make("code", {}, node.id)),
  ].filter(Boolean);
}

function aliases(node) {
  const chips = node.aliases.map((alias) => name(alias, { class: "chip" }));
  const rest = chips.slice(ALIASES);
  const line = make("p", { class: "aliases" }, `${t("aliases")} `, chips.slice(0, ALIASES));
  if (rest.length) {
    const more = button(`+${rest.length}`, () => more.replaceWith(...rest), {
      class: "chip",
      "aria-label": `+${rest.length} · ${t("partners.more", { n: rest.length })}`,
    });
    line.append(more);
  }
  return line;
}

// A name as a shell takes it.
function quoted(text) {
  return /^[\p{L}\p{N}_·]+$/u.test(text) ? text : `'${text.replace(/'/g, "'\\''")}'`;
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

// Others by the sum of the weights of the visible edges between, each with chips for the main ones.
function partners(number) {
  const visible = seen().edges;
  const found = new Map();
  for (const edge of edgesOf[number]) {
    const other = otherEnd(edge, number);
    if (!visible[edge.number] || other === number) continue;
    if (!found.has(other)) found.set(other, { other, weight: 0, edges: [], pair: edge.pair });
    const entry = found.get(other);
    entry.weight += edge.relation === "CO_OCCURS" ? 0 : visible[edge.number];
    entry.edges.push(edge);
  }
  if (!found.size)
    return [make("p", { class: "faint" }, t(edgesOf[number].length ? "partners.filtered" : "partners.none"))];
  const rows = [...found.values()].sort((a, b) => b.weight - a.weight || a.other - b.other);
  const most = rows[0].weight || 1;
  return [
    inPortions(rows, PARTNERS, "partners.more", (row) => {
      const more = row.edges.length - CHIPS;
      return make(
        "li",
        {},
        swatch(data.nodes[row.other].label),
        make(
          "div",
          { class: "partner" },
          make(
            "div",
            { class: "partner-head" },
            reference({ name: data.nodes[row.other].name, node: row.other }),
            meter(row.weight, most),
          ),
          make(
            "div",
            { class: "chips" },
            row.edges.slice(0, CHIPS).map((edge) => chip(edge, number, visible[edge.number])),
            more > 0
              ? button(`+${more}`, () => select("pair", row.pair.number), {
                  class: "chip",
                  "aria-label": `+${more} · ${t("relations.all", { n: row.edges.length })}`,
                })
              : null,
          ),
        ),
      );
    }),
  ];
}

// A bar as long as a share of the most, with its number.
function meter(value, most) {
  const bar = draw("rect", { width: (60 * value) / most, height: 4, y: 2, rx: 2 });
  return make(
    "span",
    { class: "meter", title: t("story", { n: value }) },
    draw("svg", { viewBox: "0 0 60 8", width: 60, height: 8, "aria-hidden": "true" }, bar),
    make("small", {}, digits(value)),
  );
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
  const goOn = (more) => {
    const before = more.previousElementSibling;
    more.remove();
    next();
    const first = before.nextElementSibling.querySelector("button, a");
    if (first) first.focus();
  };
  const next = () => {
    list.append(...rows.slice(at, at + size).map(show));
    at += size;
    if (at < rows.length) {
      const more = make(
        "li",
        {},
        button(t(key, { n: rows.length - at }), () => goOn(more), { class: "more" }),
      );
      list.append(more);
    }
  };
  next();
  return list;
}
