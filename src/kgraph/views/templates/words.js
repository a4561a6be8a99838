// What the page says, in the language that the reader has chosen.

const words = read("words");

function t(key, values = {}) {
  const entry = words[key];
  if (!entry) return key;
  let text = entry[state.language];
  if (Array.isArray(text)) text = text[values.n === 1 ? 0 : 1];
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? digits(values[name]) : whole));
}

const figures = { en: new Intl.NumberFormat("en-GB"), zh: new Intl.NumberFormat("zh-CN") };

// Formatting a number is slow, and a page has thousands of small ones.
function digits(value) {
  if (typeof value !== "number") return String(value);
  return 0 <= value && value < 1000 ? String(value) : figures[state.language].format(value);
}

// A word of the ontology: kind is "labels", "relations" or "statuses".
function term(kind, name) {
  const entry = data.vocabulary[kind][name];
  return entry ? entry[state.language] : name || t("label.OTHER");
}

function definition(kind, name) {
  const entry = data.vocabulary[kind][name];
  return entry ? entry.definition[state.language] : "";
}

function relationName(edge) {
  const name = term("relations", edge.relation);
  return edge.title ? `${name}${state.language === "zh" ? "：" : ": "}${edge.title}` : name;
}

function period(first, last) {
  return !last || first === last ? first : `${first} – ${last}`;
}

// Texts of the template carry their key, so that a change of language finds them.
function translate() {
  document.documentElement.lang = state.language === "zh" ? "zh-CN" : "en";
  for (const [attribute, target] of [
    ["t", null],
    ["tTitle", "title"],
    ["tLabel", "aria-label"],
    ["tPlaceholder", "placeholder"],
  ]) {
    const name = attribute.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    for (const item of document.querySelectorAll(`[data-${name}]`)) {
      const text = t(item.dataset[attribute]);
      if (target) item.setAttribute(target, text);
      else item.textContent = text;
    }
  }
}
