// What the reader does, and the address that keeps it.

function select(kind, number, move = false) {
  state.selected = { kind, number };
  find("panel").hidden = false;
  find("hint").hidden = true;
  refresh();
  const pair = chosenPair();
  if (pair) network.setSelection({ nodes: [], edges: [pair.number] }, { highlightEdges: false });
  else network.selectNodes([number], false);
  if (move && kind === "node") moveTo(number);
  else reveal(pair ? pair.ends : [number]);
  // For a reader who hears the page; the card itself would be too long to be read out.
  find("told").textContent = find("card").querySelector("h2").textContent;
  writeAddress();
}

// A line stands for one relation, or for all of a pair.
function selectPair(number) {
  const line = lineOf(pairs[number], seen());
  if (line && line.edges.length === 1) select("edge", line.edges[0].number);
  else select("pair", number);
}

function unselect() {
  state.selected = null;
  network.unselectAll();
  // Who closes the card by keys is back on the drawing.
  if (find("panel").contains(document.activeElement)) stage.querySelector(".vis-network").focus();
  find("panel").hidden = true;
  refresh();
  writeAddress();
}

function showOverview() {
  unselect();
  find("hint").hidden = true;
  find("panel").hidden = false;
  showPanel();
  find("card").focus();
}

function refresh() {
  paint();
  if (!find("panel").hidden) showPanel();
}

function reset() {
  state.off = defaults();
  state.colours = "labels";
  box.value = "";
  showFilters();
  unselect();
  fit();
}

function speak(language) {
  state.language = language;
  translate();
  find("language").textContent = t("language.other");
  find("language").lang = language === "zh" ? "en" : "zh-CN";
  const { counts } = data;
  const parts = [t("summary.nodes", { n: counts.nodes }), t("summary.edges", { n: counts.edges }), mostOfTime()];
  find("summary").textContent = data.nodes.length ? parts.filter(Boolean).join(" · ") : "";
  showFilters();
  refresh();
}

// The years that nearly all facts are of.
function mostOfTime() {
  if (!stretches) return extent.first && extent.first.slice(0, 4);
  const { counts, firstDay, lastDay } = stretches;
  return period(firstDay(0).slice(0, 4), lastDay(counts.length - 1).slice(0, 4));
}

function light(theme) {
  state.theme = theme;
  document.documentElement.dataset.theme = theme;
  find("theme").textContent = theme === "dark" ? "☀" : "☾";
}

const idOf = {
  node: (number) => data.nodes[number].id,
  pair: (number) => JSON.stringify(pairs[number].ends.map((end) => data.nodes[end].id)),
  edge: (number) => {
    const edge = data.edges[number];
    return JSON.stringify([data.nodes[edge.source].id, edge.key, data.nodes[edge.target].id]);
  },
};

// The address holds the language, the theme if it was chosen, and what is selected, so that a link
// to the page can point at a fact. Numbers may change when the page is made again; ids do not.
function writeAddress() {
  const parts = new URLSearchParams();
  parts.set("lang", state.language);
  if (state.themeChosen) parts.set("theme", state.theme);
  if (state.selected) {
    const { kind, number } = state.selected;
    parts.set(kind, idOf[kind](number));
  }
  try {
    history.replaceState(null, "", `#${parts}`);
  } catch {
    // A frame without an origin has no history; the page works without it.
  }
}

function readAddress() {
  const parts = new URLSearchParams(location.hash.slice(1));
  const language = parts.get("lang");
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  state.themeChosen = ["light", "dark"].includes(parts.get("theme"));
  light(state.themeChosen ? parts.get("theme") : dark.matches ? "dark" : "light");
  dark.addEventListener("change", () => {
    if (state.themeChosen) return;
    light(dark.matches ? "dark" : "light");
    paint();
  });
  speak(
    ["en", "zh"].includes(language)
      ? language
      : navigator.language.toLowerCase().startsWith("zh")
        ? "zh"
        : "en",
  );
  for (const [kind, all] of Object.entries({ node: data.nodes, pair: pairs, edge: data.edges })) {
    if (!parts.has(kind)) continue;
    const number = all.findIndex((_, at) => idOf[kind](at) === parts.get(kind));
    if (number < 0) continue;
    fit();
    select(kind, number, true);
    return;
  }
  if (data.focus === null) return;
  fit();
  select("node", data.focus, true);
}

network.on("click", ({ nodes, edges, pointer }) => {
  const named = namedAt(pointer.canvas);
  // vis-network also reports the edges of a node, and finds what is hidden under nothing.
  if (nodes.length) select("node", nodes[0]);
  else if (named !== null) select("node", named);
  else if (edges.length) selectPair(edges[0]);
  else if (state.selected) unselect();
});
network.on("zoom", ({ scale }) => {
  if (scale < 0.05 || scale > 8) network.moveTo({ scale: Math.min(Math.max(scale, 0.05), 8) });
});

find("zoom-in").addEventListener("click", () => zoom(1.3));
find("zoom-out").addEventListener("click", () => zoom(1 / 1.3));
find("fit").addEventListener("click", fit);
find("png").addEventListener("click", () => savePicture("png"));
find("svg").addEventListener("click", () => savePicture("svg"));
find("close").addEventListener("click", unselect);
find("overview").addEventListener("click", () => {
  if (!find("panel").hidden && state.selected === null) unselect();
  else showOverview();
});
find("language").addEventListener("click", () => {
  speak(state.language === "zh" ? "en" : "zh");
  writeAddress();
});
find("theme").addEventListener("click", () => {
  state.themeChosen = true;
  light(state.theme === "dark" ? "light" : "dark");
  paint();
  writeAddress();
});
find("open-filters").addEventListener("click", () =>
  openFilters(!find("filters").classList.contains("open")),
);
find("choices").addEventListener("submit", (event) => event.preventDefault());

function openFilters(open) {
  find("filters").classList.toggle("open", open);
  find("open-filters").setAttribute("aria-expanded", String(open));
}

stage.addEventListener("pointerdown", () => openFilters(false));
find("hint").addEventListener("click", () => {
  find("hint").hidden = true;
});

document.body.classList.toggle("bare", !data.nodes.length);
readAddress();
if (!state.selected) {
  if (window.innerWidth >= 1500 && data.nodes.length) {
    find("panel").hidden = false;
    showPanel();
  }
  // The overview says the same at more length.
  find("hint").hidden = !data.nodes.length || !find("panel").hidden;
  fit();
}
// For a console and for tests: what stands where.
window.kgraph = { data, network, pairs, seen, select, state, names: () => ({ nodes: nodeNames, lines: lineNames }) };
