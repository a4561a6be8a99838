// Facts over time: a picture, and a slider with two ends to choose a range.

const DAY = 86400000;
const MOST_BARS = 60;

function middle(fact) {
  return (Date.parse(fact.start) + Date.parse(fact.end)) / 2;
}

// How much of all facts the bars are for.
const MOST_FACTS = 0.95;

// Stories by stretch of time, for the shortest stretch that holds nearly all. A treaty of 1949 that an
// article recalls must not press the rest into one bar: what lies outside counts in the bar at that end.
const stretches = extent.first && extent.first < extent.last ? countByTime() : null;

// The two ends of the shortest stretch in which nearly all moments are.
function stretchOfMost(found) {
  const moments = [...found].sort((a, b) => a - b);
  const many = Math.ceil(moments.length * MOST_FACTS);
  let at = 0;
  for (let start = 1; start + many <= moments.length; start += 1)
    if (moments[start + many - 1] - moments[start] < moments[at + many - 1] - moments[at]) at = start;
  return [moments[at], moments[at + many - 1]];
}

function countByTime() {
  // An office lasts, and is told again and again: it says nothing about when something happened.
  const events = data.edges.filter((edge) => edge.quad !== "structure");
  const datedOf = (edges) => edges.flatMap((edge) => edge.facts.filter((fact) => fact.start));
  const dated = datedOf(events).length ? datedOf(events) : datedOf(data.edges);
  const wholeDay = (moment) => Math.floor(moment / DAY) * DAY;
  const [first, last] = stretchOfMost(dated.map(middle)).map(wholeDay);
  const days = (last - first) / DAY + 1;
  const bars = Math.min(MOST_BARS, days);
  const counts = new Array(bars).fill(0);
  for (const fact of dated) {
    const bar = Math.floor(((wholeDay(middle(fact)) - first) / DAY) * (bars / days));
    counts[Math.min(Math.max(bar, 0), bars - 1)] += fact.stories;
  }
  // Each bar is of whole days, and no day is in two.
  const begins = (bar) => Math.ceil((bar * days) / bars);
  const dayAt = (number) => new Date(first + number * DAY).toISOString().slice(0, 10);
  return { counts, firstDay: (bar) => dayAt(begins(bar)), lastDay: (bar) => dayAt(begins(bar + 1) - 1) };
}

// The first and the last bar that lie in the range.
function barsInRange() {
  const { counts, firstDay, lastDay } = stretches;
  const inside = counts.map((_, bar) => inRange(firstDay(bar), lastDay(bar)));
  const [left, right] = [inside.indexOf(true), inside.lastIndexOf(true)];
  return left < 0 ? [0, counts.length - 1] : [left, right];
}

// The elements, and what to call when the range was changed elsewhere; `changed` is called with each new
// range that is chosen here.
function chart(changed) {
  const { counts, firstDay, lastDay } = stretches;
  const highest = Math.max(...counts, 1);
  const bars = counts.map((count, bar) => {
    // Roots: a month of a few facts shows beside one of hundreds.
    const height = count ? 1 + 18 * Math.sqrt(count / highest) : 0;
    const told = draw("title", {}, `${firstDay(bar)} – ${lastDay(bar)}: ${t("story", { n: count })}`);
    return draw("rect", { x: bar + 0.08, y: 20 - height, width: 0.84, height }, told);
  });
  const picture = draw(
    "svg",
    {
      class: "chart",
      viewBox: `0 0 ${counts.length} 20`,
      preserveAspectRatio: "none",
      role: "img",
      "aria-label": t("dates.chart"),
    },
    bars,
  );
  const ends = ["since", "until"].map((key) =>
    make("input", {
      type: "range",
      id: `slide-${key}`,
      min: 0,
      max: counts.length - 1,
      "aria-label": t(key === "since" ? "slide.since" : "slide.until"),
    }),
  );
  const show = () => {
    const [left, right] = barsInRange();
    [ends[0].value, ends[1].value] = [left, right];
    ends[0].setAttribute("aria-valuetext", state.off.since || firstDay(0));
    ends[1].setAttribute("aria-valuetext", state.off.until || lastDay(counts.length - 1));
    bars.forEach((bar, at) => bar.setAttribute("class", left <= at && at <= right ? "in" : "out"));
    // With both ends on the last bar the first one lies on top, or neither could be moved.
    ends[0].style.zIndex = left > counts.length / 2 ? "2" : "";
  };
  const choose = (left, right) => {
    // The bars at the ends also stand for what lies beyond them.
    state.off.since = left === 0 ? "" : firstDay(left);
    state.off.until = right === counts.length - 1 ? "" : lastDay(right);
    show();
    changed();
  };
  ends[0].addEventListener("input", () => {
    const right = ends[1].valueAsNumber;
    choose(Math.min(ends[0].valueAsNumber, right), right);
  });
  ends[1].addEventListener("input", () => {
    const left = ends[0].valueAsNumber;
    choose(left, Math.max(ends[1].valueAsNumber, left));
  });
  onDrag(picture, counts.length, choose);
  show();
  const axis = [firstDay(0), lastDay(counts.length - 1)].map((day) => make("span", {}, day.slice(0, 7)));
  const elements = [picture, make("div", { class: "slider" }, ends), make("p", { class: "axis faint" }, axis)];
  return [elements, show];
}

// Tells the bars from and to which the pointer is dragged.
function onDrag(picture, bars, tell) {
  let from = null;
  const moved = (event) => {
    const frame = picture.getBoundingClientRect();
    const bar = Math.floor(((event.clientX - frame.left) / frame.width) * bars);
    const at = Math.min(Math.max(bar, 0), bars - 1);
    if (from === null) from = at;
    tell(Math.min(from, at), Math.max(from, at));
  };
  picture.addEventListener("pointerdown", (event) => {
    picture.setPointerCapture(event.pointerId);
    moved(event);
  });
  picture.addEventListener("pointermove", (event) => from !== null && moved(event));
  for (const end of ["pointerup", "pointercancel"])
    picture.addEventListener(end, () => {
      from = null;
    });
}
