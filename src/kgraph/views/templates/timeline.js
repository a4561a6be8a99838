// What an entity did, by date.

const EVENTS = 10;
const YEARS_AT_MOST = 3;

// A picture by month, or by year where there are many, and the facts, newest first.
function timeOf(number) {
  const rows = edgesOf[number]
    .filter((edge) => edge.quad !== "structure" && edge.relation !== "CO_OCCURS")
    .flatMap((edge) => edge.facts.filter((fact) => fact.start && factSeen(fact)).map((fact) => ({ edge, fact })));
  if (!rows.length) return null;
  rows.sort((a, b) => b.fact.start.localeCompare(a.fact.start) || a.edge.number - b.edge.number);
  return section(
    "timeline",
    timeChart(rows.map(({ fact }) => fact)),
    inPortions(rows, EVENTS, "facts.more", ({ edge, fact }) => moment(edge, fact, number), "plain events"),
  );
}

function moment(edge, fact, number) {
  const other = otherEnd(edge, number);
  const arrow = edge.symmetric ? "" : edge.source === number ? "→ " : "← ";
  const status = fact.status === "actual" ? null : statusBadge(fact.status);
  return make(
    "li",
    {},
    make("time", { class: fact.from ? null : "faint" }, fact.from || fact.start),
    make(
      "span",
      {},
      button([stroke(edge.quad, fact.status !== "actual"), ` ${arrow}${relationName(edge)}`], () => select("edge", edge.number), {
        class: "link",
      }),
      " ",
      name(data.nodes[other].name),
      " ",
      status,
    ),
  );
}

function timeChart(facts) {
  const ends = stretchOfMost(facts.map((fact) => Date.parse(fact.start)));
  const [first, last] = ends.map((moment) => new Date(moment).toISOString().slice(0, 10));
  const byYear = Number(last.slice(0, 4)) - Number(first.slice(0, 4)) > YEARS_AT_MOST;
  const key = (day) => (byYear ? Number(day.slice(0, 4)) : 12 * Number(day.slice(0, 4)) + Number(day.slice(5, 7)) - 1);
  const [from, to] = [key(first), key(last)];
  if (from === to) return null;
  // The bars at the ends also stand for what lies beyond them.
  const counts = new Map();
  for (const fact of facts) {
    const at = Math.min(Math.max(key(fact.start), from), to);
    counts.set(at, (counts.get(at) || 0) + fact.stories);
  }
  const most = Math.max(...counts.values());
  const bars = [...counts].map(([at, count]) => {
    const height = 2 + 16 * Math.sqrt(count / most);
    return draw("rect", { x: at - from + 0.1, y: 20 - height, width: 0.8, height, class: "in" });
  });
  const label = t("timeline.chart", { first: first.slice(0, 7), last: last.slice(0, 7) });
  return make(
    "div",
    {},
    draw(
      "svg",
      { class: "chart still", viewBox: `0 0 ${to - from + 1} 20`, preserveAspectRatio: "none", role: "img", "aria-label": label },
      bars,
    ),
    make(
      "p",
      { class: "axis faint" },
      [first, last].map((day) => make("span", {}, byYear ? day.slice(0, 4) : day.slice(0, 7))),
    ),
  );
}
