// Finding an entity by any of its names, in either script.

const HITS = 12;
const index = data.nodes.map((node) =>
  [node.name, ...(node.aliases || []), ...(node.en ? [node.en] : [])].map((alias) => [fold(alias), alias]),
);
const box = find("search");
const list = find("hits");
let hits = [];
let current = -1;

// Exact names first, then beginnings, then anything; within these the strongest first.
function lookUp(query) {
  const wanted = fold(query);
  if (!wanted) return [];
  const found = [];
  index.forEach((names, node) => {
    let best = null;
    for (const [folded, alias] of names) {
      const rank = folded === wanted ? 0 : folded.startsWith(wanted) ? 1 : folded.includes(wanted) ? 2 : 3;
      if (rank < 3 && (!best || rank < best.rank)) best = { node, alias, rank };
    }
    if (best) found.push(best);
  });
  return found.sort((a, b) => a.rank - b.rank || a.node - b.node);
}

function showHits() {
  const open = box.value.trim() !== "";
  list.hidden = !open;
  box.setAttribute("aria-expanded", String(open));
  const start = Math.max(0, current - HITS + 1);
  list.replaceChildren(
    ...(hits.length
      ? hits.slice(start, start + HITS).map((hit, place) => {
          const node = data.nodes[hit.node];
          const item = make(
            "li",
            {
              role: "option",
              id: `hit-${start + place}`,
              "aria-selected": String(start + place === current),
            },
            swatch(node.label),
            name(node.name),
            hit.alias !== node.name ? name(hit.alias, { class: "faint" }) : null,
          );
          // The field keeps the focus: Enter goes on from here.
          item.addEventListener(
            "pointerdown",
            (event) => (event.preventDefault(), goTo(start + place), closeHits()),
          );
          return item;
        })
      : [make("li", { class: "faint" }, t("nothing", { n: data.nodes.length }))]),
  );
  if (current >= 0) box.setAttribute("aria-activedescendant", `hit-${current}`);
  else box.removeAttribute("aria-activedescendant");
}

function closeHits() {
  list.hidden = true;
  box.setAttribute("aria-expanded", "false");
}

function goTo(place) {
  if (!hits.length) return;
  current = (place + hits.length) % hits.length;
  showHits();
  select("node", hits[current].node, true);
}

box.addEventListener("input", () => {
  hits = lookUp(box.value);
  current = -1;
  showHits();
});
box.addEventListener("focus", () => box.value.trim() && showHits());
box.addEventListener("blur", closeHits);
box.addEventListener("keydown", (event) => {
  // While a Chinese input method is open, Enter takes its candidate.
  if (event.isComposing) return;
  if (event.key === "Enter" || event.key === "ArrowDown") goTo(event.shiftKey ? current - 1 : current + 1);
  else if (event.key === "ArrowUp") goTo(current < 0 ? -1 : current - 1);
  else if (event.key === "Escape" && !list.hidden) {
    closeHits();
    event.stopPropagation();
  } else return;
  event.preventDefault();
});
