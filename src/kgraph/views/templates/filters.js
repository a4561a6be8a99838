// The filters, which are the legend at the same time.

const totals = { labels: new Map(), communities: new Map(), relations: new Map(), statuses: new Map() };

function add(kind, key) {
  totals[kind].set(key, (totals[kind].get(key) || 0) + 1);
}
for (const node of data.nodes) {
  add("labels", groupOf(node.label));
  add("communities", communityOf(node));
}
for (const edge of data.edges) {
  add("relations", edge.relation);
  for (const fact of edge.facts) add("statuses", fact.status);
}
const weights = [
  ...new Set(data.edges.filter((edge) => edge.relation !== "CO_OCCURS").map((edge) => edge.weight)),
].sort((a, b) => a - b);
if (weights[0] !== 1) weights.unshift(1);
const undated = data.edges.reduce((sum, edge) => sum + edge.facts.filter((fact) => !fact.start).length, 0);

function check(kind, key, mark, text, title) {
  const box = make("input", { type: "checkbox", name: kind, value: String(key), checked: !state.off[kind].has(key) });
  box.addEventListener("change", () => {
    if (box.checked) state.off[kind].delete(key);
    else state.off[kind].add(key);
    refresh();
  });
  return make(
    "label",
    { class: "check", title },
    box,
    mark,
    make("span", {}, text),
    make("small", {}, digits(totals[kind].get(key) || 0)),
  );
}

function showFilters() {
  const form = find("choices");
  const place = form.parentElement.scrollTop;
  form.replaceChildren(
    ...(data.nodes.length
      ? [
          entityChoices(),
          dateChoices(),
          densityChoice(),
          relationChoices(),
          statusChoices(),
          resetButton(),
          make("p", { class: "faint" }, t("legend.size")),
        ].filter(Boolean)
      : []),
  );
  form.parentElement.scrollTop = place;
}

function group(key, ...children) {
  return make("fieldset", {}, make("legend", {}, t(key)), ...children.filter(Boolean));
}

function entityChoices() {
  return group(
    "entities",
    colourChoice(),
    state.colours === "labels" ? labelChoices() : communityChoices(),
    isolatedChoice(),
  );
}

// What the colours of entities mean.
function colourChoice() {
  const options = ["labels", "communities"].map((kind) =>
    button(
      t(`colours.${kind}`),
      () => {
        state.colours = kind;
        showFilters();
        refresh();
        find("choices").querySelector(".segments [aria-pressed=true]").focus();
      },
      { "aria-pressed": String(state.colours === kind), title: t(`colours.${kind}.title`) },
    ),
  );
  return make("div", { class: "segments", role: "group", "aria-label": t("colours") }, options);
}

function labelChoices() {
  const labels = Object.keys(OUTLINES).filter((label) => totals.labels.has(label));
  return labels.map((label) =>
    check(
      "labels",
      label,
      swatch(label),
      label === "OTHER" ? t("label.OTHER") : term("labels", label),
      definition("labels", label),
    ),
  );
}

// A community is named after its strongest members.
const MEMBERS = 3;

function communityChoices() {
  const numbers = [...totals.communities.keys()].sort((a, b) => (a < 0) - (b < 0) || a - b);
  return numbers.map((number) => {
    const members = data.nodes.filter((node) => communityOf(node) === number).map((node) => node.name);
    const text =
      number < 0 ? t("community.rest") : members.slice(0, MEMBERS).join(state.language === "zh" ? "、" : ", ");
    const mark = draw(
      "svg",
      { class: `swatch fill-community-${number}`, viewBox: "0 0 16 16", "aria-hidden": "true" },
      OUTLINES.PERSON(),
    );
    return check("communities", number, mark, text, members.slice(0, 20).join(" · "));
  });
}

function isolatedChoice() {
  if (!data.edges.length) return null;
  const box = make("input", { type: "checkbox", id: "isolated", checked: state.off.isolated });
  box.addEventListener("change", () => {
    state.off.isolated = box.checked;
    refresh();
  });
  return make("label", { class: "check" }, box, make("span", {}, t("isolated")));
}

function relationChoices() {
  const blocks = QUADS.map((quad) => {
    const names = [...totals.relations.keys()].filter(
      (relation) => (data.vocabulary.relations[relation] || { quad: "structure" }).quad === quad,
    );
    if (!names.length) return null;
    names.sort((a, b) => totals.relations.get(b) - totals.relations.get(a) || a.localeCompare(b));
    const all = names.every((relation) => !state.off.relations.has(relation));
    const toggle = () => {
      for (const relation of names)
        all ? state.off.relations.add(relation) : state.off.relations.delete(relation);
      showFilters();
      refresh();
    };
    const head = make(
      "p",
      { class: "quad" },
      stroke(quad),
      make("span", {}, t(`quad.${quad}`)),
      names.length > 1 ? button(t(all ? "none" : "all"), toggle, { class: "link" }) : null,
    );
    return make(
      "div",
      {},
      head,
      make(
        "div",
        { class: "columns" },
        names.map((relation) =>
          check("relations", relation, null, term("relations", relation), definition("relations", relation)),
        ),
      ),
    );
  });
  return blocks.some(Boolean) ? group("relations", blocks) : null;
}

function statusChoices() {
  const statuses = Object.keys(data.vocabulary.statuses).filter((status) => totals.statuses.has(status));
  if (!statuses.length) return null;
  const rows = statuses.map((status) =>
    check("statuses", status, null, term("statuses", status), definition("statuses", status)),
  );
  return group(
    "states",
    make("div", { class: "columns" }, rows),
    make("p", { class: "faint" }, stroke("structure", true), t("states.legend")),
  );
}

function slider(key, values, value, told) {
  const input = make("input", {
    type: "range",
    id: key,
    min: 0,
    max: values.length - 1,
    value: values.indexOf(value),
    "aria-label": t(key),
  });
  const output = make("output", { for: key });
  const tell = () => {
    output.textContent = told(values[input.valueAsNumber]);
    input.setAttribute("aria-valuetext", output.textContent);
  };
  input.addEventListener("input", () => {
    state.off[key] = values[input.valueAsNumber];
    tell();
    refresh();
  });
  tell();
  return [input, output];
}

function densityChoice() {
  if (!data.edges.length) return null;
  const rows = [
    slider("closest", CLOSEST, state.off.closest, (n) =>
      n === Infinity ? t("closest.all") : t("closest.value", { n }),
    ),
    weights.length > 1 ? slider("least", weights, state.off.least, (n) => t("least.value", { n })) : [],
  ];
  return group("density", ...rows);
}

function resetButton() {
  return button(t("reset"), reset, { id: "reset" });
}
