// What the reader does, and the address that keeps it.

function select(kind, number, move = false) {
  state.selected = { kind, number };
  find("panel").hidden = false;
  refresh();
  if (kind === "node") network.selectNodes([number], false);
  else network.setSelection({ nodes: [], edges: [number] }, { highlightEdges: false });
  if (move && kind === "node") moveTo(number);
  else reveal(kind === "node" ? [number] : [data.edges[number].source, data.edges[number].target]);
  writeAddress();
}

function unselect() {
  state.selected = null;
  network.unselectAll();
  find("panel").hidden = true;
  refresh();
  writeAddress();
}

function refresh() {
  paint();
  if (!find("panel").hidden) showPanel();
}

function reset() {
  state.off = defaults();
  box.value = "";
  setPhysics(false);
  showFilters();
  unselect();
  fit();
}

function speak(language) {
  state.language = language;
  translate();
  find("language").textContent = t("language.other");
  find("language").lang = language === "zh" ? "en" : "zh-CN";
  showFilters();
  refresh();
}

function light(theme) {
  state.theme = theme;
  document.documentElement.dataset.theme = theme;
  find("theme").textContent = theme === "dark" ? "☀" : "☾";
}

// The address holds the language, the theme if it was chosen, and what is selected, so that a link
// to the page can point at a fact. Numbers may change when the page is made again; ids do not.
function writeAddress() {
  const parts = new URLSearchParams();
  parts.set("lang", state.language);
  if (state.themeChosen) parts.set("theme", state.theme);
  if (state.selected) {
    const { kind, number } = state.selected;
    const edge = data.edges[number];
    parts.set(
      kind,
      kind === "node"
        ? data.nodes[number].id
        : JSON.stringify([data.nodes[edge.source].id, edge.key, data.nodes[edge.target].id]),
    );
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
  if (parts.has("node")) {
    const number = data.nodes.findIndex((node) => node.id === parts.get("node"));
    if (number >= 0) {
      fit();
      select("node", number, true);
    }
  } else if (parts.has("edge")) {
    const edge = data.edges.find(
      (one) =>
        JSON.stringify([data.nodes[one.source].id, one.key, data.nodes[one.target].id]) === parts.get("edge"),
    );
    if (edge) {
      fit();
      select("edge", edge.number);
    }
  }
}

network.on("click", ({ nodes, edges }) => {
  // vis-network also reports the edges of a node, and finds what is hidden under nothing.
  if (nodes.length) select("node", nodes[0]);
  else if (edges.length) select("edge", edges[0]);
  else if (state.selected) unselect();
});
network.on("zoom", ({ scale }) => {
  if (scale < 0.05 || scale > 8) network.moveTo({ scale: Math.min(Math.max(scale, 0.05), 8) });
});

find("zoom-in").addEventListener("click", () => zoom(1.3));
find("zoom-out").addEventListener("click", () => zoom(1 / 1.3));
find("fit").addEventListener("click", fit);
find("physics").addEventListener("click", () =>
  setPhysics(find("physics").getAttribute("aria-pressed") !== "true"),
);
find("picture").addEventListener("click", savePicture);
find("close").addEventListener("click", unselect);
find("overview").addEventListener("click", () => {
  const open = !find("panel").hidden && state.selected === null;
  unselect();
  find("panel").hidden = open;
  if (!open) showPanel();
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

document.addEventListener("keydown", (event) => {
  const typing = event.target.matches("input, select, textarea");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    box.focus();
    box.select();
  } else if (event.key === "Escape") {
    if (find("filters").classList.contains("open")) openFilters(false);
    else if (!find("panel").hidden) unselect();
  }
});
stage.addEventListener("pointerdown", () => openFilters(false));

// vis-network has keys of its own, but takes the focus for them from the search box whenever the
// pointer crosses the drawing.
const KEYS = {
  ArrowLeft: () => pan(-1, 0),
  ArrowRight: () => pan(1, 0),
  ArrowUp: () => pan(0, -1),
  ArrowDown: () => pan(0, 1),
  "+": () => zoom(1.3),
  "=": () => zoom(1.3),
  "-": () => zoom(1 / 1.3),
};
stage.addEventListener("keydown", (event) => {
  if (!(event.key in KEYS) || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  KEYS[event.key]();
});

document.body.classList.toggle("bare", !data.nodes.length);
readAddress();
if (!state.selected) {
  if (window.innerWidth >= 1500 && data.nodes.length) {
    find("panel").hidden = false;
    showPanel();
  }
  fit();
}
// For a console and for tests: what stands where.
window.kgraph = { data, network, select, state };
