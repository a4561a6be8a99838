// Facts over time, above the two dates: a picture, and a way to choose a range.

const DAY = 86400000;
const MOST_BARS = 60;

function middle(fact) {
  return (Date.parse(fact.start) + Date.parse(fact.end)) / 2;
}

// Stories by stretch of time. A treaty of 1949 that an article recalls must not press the rest into one
// bar: the few earliest and latest facts count in the first and the last one.
function timeline() {
  const dated = data.edges.flatMap((edge) => edge.facts.filter((fact) => fact.start));
  const moments = dated.map(middle).sort((a, b) => a - b);
  const wholeDay = (moment) => Math.floor(moment / DAY) * DAY;
  const first = wholeDay(moments[Math.floor(moments.length * 0.01)]);
  const last = wholeDay(moments[Math.ceil(moments.length * 0.99) - 1]);
  const span = last - first + DAY;
  const bars = Math.min(MOST_BARS, span / DAY);
  const counts = new Array(bars).fill(0);
  for (const fact of dated) {
    const bar = Math.floor(((middle(fact) - first) / span) * bars);
    counts[Math.min(Math.max(bar, 0), bars - 1)] += fact.stories;
  }
  const dayAt = (moment) => new Date(Math.min(wholeDay(moment), last)).toISOString().slice(0, 10);
  return {
    counts,
    firstDay: (bar) => dayAt(first + (bar * span) / bars),
    lastDay: (bar) => dayAt(first + ((bar + 1) * span) / bars - 1),
  };
}

function chart() {
  const { counts, firstDay, lastDay } = timeline();
  const highest = Math.max(...counts, 1);
  const bars = counts.map((count, bar) => {
    // Roots: a month of a few facts shows beside one of hundreds.
    const height = count ? 1 + 18 * Math.sqrt(count / highest) : 0;
    const shade = inRange(firstDay(bar), lastDay(bar)) ? "in" : "out";
    return draw("rect", { x: bar + 0.08, y: 20 - height, width: 0.84, height, class: shade });
  });
  const name = t("dates.chart");
  const frame = { class: "chart", viewBox: `0 0 ${counts.length} 20`, preserveAspectRatio: "none" };
  const picture = draw("svg", { ...frame, role: "img", "aria-label": name }, draw("title", {}, name), bars);
  onDrag(picture, counts.length, (left, right, done) => {
    // The bars at the ends also stand for what lies beyond them.
    state.off.since = left === 0 ? "" : firstDay(left);
    state.off.until = right === counts.length - 1 ? "" : lastDay(right);
    bars.forEach((bar, at) => bar.setAttribute("class", at >= left && at <= right ? "in" : "out"));
    if (done) {
      showFilters();
      refresh();
    }
  });
  const ends = [firstDay(0), lastDay(counts.length - 1)].map((day) => make("span", {}, day.slice(0, 7)));
  return [picture, make("p", { class: "axis faint" }, ends)];
}

// Tells the bars from and to which the pointer is dragged, and whether it was let go.
function onDrag(picture, bars, tell) {
  let from = null;
  const moved = (event, done) => {
    const frame = picture.getBoundingClientRect();
    const bar = Math.floor(((event.clientX - frame.left) / frame.width) * bars);
    const at = Math.min(Math.max(bar, 0), bars - 1);
    if (from === null) from = at;
    tell(Math.min(from, at), Math.max(from, at), done);
  };
  picture.addEventListener("pointerdown", (event) => {
    picture.setPointerCapture(event.pointerId);
    moved(event, false);
  });
  picture.addEventListener("pointermove", (event) => from !== null && moved(event, false));
  picture.addEventListener("pointerup", (event) => {
    moved(event, true);
    from = null;
  });
  picture.addEventListener("pointercancel", () => {
    from = null;
  });
}
