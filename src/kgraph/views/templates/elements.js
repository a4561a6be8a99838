// Elements are made from text and never from markup: whatever a document says stays text.

function read(id) {
  return JSON.parse(document.getElementById(id).textContent);
}

function find(id) {
  return document.getElementById(id);
}

function make(tag, properties = {}, ...children) {
  return fill(document.createElement(tag), properties, children);
}

function draw(tag, properties = {}, ...children) {
  return fill(document.createElementNS("http://www.w3.org/2000/svg", tag), properties, children);
}

function fill(element, properties, children) {
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else element.setAttribute(name, value);
  }
  element.append(
    ...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== ""),
  );
  return element;
}

function button(text, onclick, properties = {}) {
  return make("button", { type: "button", onclick, ...properties }, text);
}

// A name out of a document: it may run from right to left, and must not turn its neighbours round.
function name(text, properties = {}) {
  return make("bdi", properties, text);
}

// Only the web is linked to: no javascript:, no file:.
function link(url, text) {
  if (!/^https?:\/\//i.test(url)) return name(text);
  return make("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, name(text));
}

// Communities that have a colour of their own; palette.py has as many.
const COMMUNITIES = 8;

const OUTLINES = {
  PERSON: () => draw("circle", { cx: 8, cy: 8, r: 6 }),
  COUNTRY: () => draw("polygon", { points: "8,0.5 15.5,8 8,15.5 0.5,8" }),
  INSTITUTION: () => draw("rect", { x: 2, y: 2, width: 12, height: 12 }),
  PLACE: () => draw("polygon", { points: "1,2.5 15,2.5 8,15" }),
  EVENT: () =>
    draw("polygon", { points: "8,0.5 10.1,5.6 15.6,6 11.4,9.6 12.7,15 8,12.1 3.3,15 4.6,9.6 0.4,6 5.9,5.6" }),
  OTHER: () => draw("polygon", { points: "4,1.5 12,1.5 15.5,8 12,14.5 4,14.5 0.5,8" }),
};

function groupOf(label) {
  return label in OUTLINES ? label : "OTHER";
}

function swatch(label) {
  const group = groupOf(label);
  return draw(
    "svg",
    { class: `swatch fill-${group}`, viewBox: "0 0 16 16", "aria-hidden": "true" },
    OUTLINES[group](),
  );
}

function stroke(quad, dashed) {
  const pattern = quad === "CO_OCCURS" ? "2 4" : dashed ? "6 4" : null;
  return draw(
    "svg",
    { class: `stroke stroke-${quad.replace(" ", "-")}`, viewBox: "0 0 26 8", "aria-hidden": "true" },
    draw("line", { x1: 1, y1: 4, x2: 25, y2: 4, "stroke-dasharray": pattern }),
  );
}
