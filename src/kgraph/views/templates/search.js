// Finding an entity by any of its names, in either script, by pinyin or by initials.

const HITS = 12;
const OUTSIDE = 4;
const index = data.nodes.map((node) =>
  [node.name, ...(node.aliases || []), ...(node.en ? [node.en] : [])].map((alias) => [fold(alias), alias]),
);
const outside = data.others.map((other) => [fold(other), other]);
const box = find("search");
const list = find("hits");
let hits = [];
let absent = [];
let current = -1;

// 0 the name itself, 1 its beginning, 2 spelled, 3 its beginning spelled, 4 a part, 5 a part spelled.
function rankOf(folded, wanted, spelling) {
  if (folded === wanted) return 0;
  if (folded.startsWith(wanted)) return 1;
  const heard = spelling ? spelled(folded, spelling) : 3;
  if (heard < 2) return 2 + heard;
  if (folded.includes(wanted)) return 4;
  // Two letters are the initials of some part of every long name.
  return heard === 2 && spelling.length > 2 ? 5 : 6;
}

// Within a rank the strongest first.
function lookUp(query) {
  const wanted = fold(query);
  if (!wanted) return { found: [], more: [] };
  const spelling = letters(query);
  const found = [];
  index.forEach((names, node) => {
    let best = null;
    for (const [folded, alias] of names) {
      const rank = rankOf(folded, wanted, spelling);
      if (rank < 6 && (!best || rank < best.rank)) best = { node, alias, rank };
    }
    if (best) found.push(best);
  });
  const more = [];
  for (const [folded, name] of outside) {
    const rank = rankOf(folded, wanted, spelling);
    if (rank < 4) more.push({ name, rank });
  }
  const byRank = (a, b) => a.rank - b.rank;
  // With enough found only the very name is worth a line.
  const wantedRank = found.length > OUTSIDE ? 1 : 4;
  return {
    found: found.sort(byRank),
    more: more.filter((one) => one.rank < wantedRank).sort(byRank).slice(0, OUTSIDE),
  };
}

function showHits() {
  const open = box.value.trim() !== "";
  list.hidden = !open;
  box.setAttribute("aria-expanded", String(open));
  const start = Math.max(0, current - HITS + 1);
  const rows = hits.slice(start, start + HITS).map((hit, place) => hitItem(hit, start + place));
  const rest = hits.length - start - rows.length;
  // Without a name to choose it is no list, and who hears the page is told why.
  list.setAttribute("role", rows.length ? "listbox" : "group");
  const nothing = rows.length ? "" : t("nothing", { n: data.nodes.length });
  if (open) find("told").textContent = nothing;
  list.replaceChildren(
    ...(nothing ? [note(nothing)] : rows),
    ...(rest > 0 ? [note(t("hits.more", { n: rest }))] : []),
    ...absent.map((one) =>
      make(
        "li",
        { class: "faint absent", role: "presentation" },
        t("absent", { name: one.name }),
        make("code", {}, `kgraph show OUT --focus ${quoted(one.name)} -o page.html`),
      ),
    ),
  );
  if (current >= 0) box.setAttribute("aria-activedescendant", `hit-${current}`);
  else box.removeAttribute("aria-activedescendant");
}

// A row that cannot be chosen.
function note(text) {
  return make("li", { class: "faint", role: "presentation" }, text);
}

function hitItem(hit, place) {
  const node = data.nodes[hit.node];
  const item = make(
    "li",
    { role: "option", id: `hit-${place}`, "aria-selected": String(place === current) },
    swatch(node.label),
    name(node.name),
    hit.alias !== node.name ? name(hit.alias, { class: "faint" }) : null,
    node.documents ? make("small", {}, t("document", { n: node.documents })) : null,
  );
  // The field keeps the focus: Enter goes on from here.
  item.addEventListener("pointerdown", (event) => (event.preventDefault(), goTo(place), closeHits()));
  return item;
}

function closeHits() {
  list.hidden = true;
  box.setAttribute("aria-expanded", "false");
}

function goTo(place) {
  if (!hits.length) return;
  current = (place + hits.length) % hits.length;
  showHits();
  find("place").textContent = hits.length > 1 ? `${current + 1} / ${hits.length}` : "";
  select("node", hits[current].node, true);
}

box.addEventListener("input", () => {
  ({ found: hits, more: absent } = lookUp(box.value));
  current = -1;
  find("place").textContent = "";
  showHits();
});
box.addEventListener("focus", () => box.value.trim() && showHits());
box.addEventListener("blur", closeHits);
box.addEventListener("keydown", (event) => {
  // While a Chinese input method is open, Enter takes its candidate.
  if (event.isComposing) return;
  if (event.key === "Enter") {
    goTo(event.shiftKey ? current - 1 : current + 1);
    // The card is what the reader wants to see now, and not the list over it; Enter still goes on.
    if (hits.length) closeHits();
  } else if (event.key === "ArrowDown") goTo(current + 1);
  else if (event.key === "ArrowUp") goTo(current < 0 ? -1 : current - 1);
  else if (event.key === "Escape" && !list.hidden) {
    closeHits();
    event.stopPropagation();
  } else return;
  event.preventDefault();
});
