// What the keyboard does.

document.addEventListener("keydown", (event) => {
  const typing = event.target.matches("input:not([type=range]):not([type=checkbox]), textarea");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    box.focus();
    box.select();
  } else if (event.key === "Escape") {
    if (find("filters").classList.contains("open")) {
      openFilters(false);
      find("open-filters").focus();
    } else if (!find("panel").hidden) unselect();
  }
});

const DIRECTIONS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const ZOOMS = { "+": 1.3, "=": 1.3, "-": 1 / 1.3, _: 1 / 1.3 };

// vis-network has keys of its own, but takes the focus for them from the search box whenever the
// pointer crosses the drawing.
stage.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const direction = DIRECTIONS[event.key];
  if (direction) {
    const entity = state.selected && state.selected.kind === "node";
    if (entity && !event.shiftKey) goTowards(...direction);
    else pan(...direction);
  } else if (event.key in ZOOMS) zoom(ZOOMS[event.key]);
  else if (event.key === "0") fit();
  else if (event.key === "Enter") {
    // From the drawing into it, and from an entity to its card.
    if (state.selected) find("card").focus();
    else selectMiddle();
  } else return;
  event.preventDefault();
});

// The partner of the selected entity that lies most in a direction, and near.
function goTowards(right, down) {
  const here = state.selected.number;
  const from = network.getPosition(here);
  const { nodes } = inFocus(seen());
  let best = null;
  for (const number of nodes) {
    if (number === here) continue;
    const { x, y } = network.getPosition(number);
    const along = (x - from.x) * right + (y - from.y) * down;
    const aside = Math.abs((x - from.x) * down) + Math.abs((y - from.y) * right);
    const cost = along + 2 * aside;
    if (along > aside && (!best || cost < best.cost)) best = { number, cost };
  }
  if (best) select("node", best.number);
}

// The strongest entity in view.
function selectMiddle() {
  const visible = seen().nodes;
  const inView = (number) => {
    const { x, y } = network.canvasToDOM(network.getPosition(number));
    return x > 0 && y > 0 && x < stage.clientWidth && y < stage.clientHeight;
  };
  const number = data.nodes.findIndex((_, at) => visible[at] && inView(at));
  if (number >= 0) select("node", number);
}

const KEYS = [
  ["/", "keys.search"],
  ["Enter", "keys.enter"],
  ["← ↑ ↓ →", "keys.arrows"],
  ["+ − 0", "keys.zoom"],
  ["Esc", "keys.escape"],
];

function keyRows() {
  return KEYS.map(([key, does]) => [make("dt", {}, make("kbd", {}, key)), make("dd", {}, t(does))]);
}
