// The time that the reader chooses: a picture with a slider, and two dates to write.

// The first or last day of what somebody writes: 2023, 2023-10, 2023/10/26, 20231026, 2023年10月. Empty for
// nothing, null for what is no date. A field of the browser's own would want all of a date, in the order
// of the browser's country, and calls it changed while its year is still being written.
function dayOf(text, last) {
  const plain = text.normalize("NFKC").trim();
  if (!plain) return "";
  const found = /^([1-9]\d{3})(?:[-/.年]?(\d{1,2})(?:[-/.月]?(\d{1,2}))?)?[年月日]?$/.exec(plain);
  if (!found) return null;
  const [year, month, day] = found.slice(1).map((part) => (part === undefined ? null : Number(part)));
  const [first, end] = [month || (last ? 12 : 1), day || 0];
  // The day before the first of the next month is the last of this one.
  const moment = new Date(day === null && last ? Date.UTC(year, first, 0) : Date.UTC(year, first - 1, end || 1));
  const right = moment.getUTCMonth() === first - 1 && month !== 0 && day !== 0;
  return right ? moment.toISOString().slice(0, 10) : null;
}

function dateChoices() {
  if (!extent.first) return null;
  const note = make("p", { class: "faint", id: "undated", role: "status" });
  const fields = ["since", "until"].map((key) =>
    make("input", {
      id: key,
      inputmode: "numeric",
      autocomplete: "off",
      maxlength: 12,
      placeholder: key === "since" ? extent.first : extent.last,
      "aria-describedby": "undated",
    }),
  );
  const show = () => {
    for (const field of fields) {
      field.value = state.off[field.id];
      field.removeAttribute("aria-invalid");
    }
    note.textContent =
      (state.off.since || state.off.until) && undated ? t("dates.undated", { n: undated }) : "";
  };
  let waiting = 0;
  const changed = () => {
    show();
    // A slider tells of each step; one drawing a frame is enough.
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(refresh);
  };
  const [picture, showRange] = stretches ? chart(changed) : [null, () => {}];
  for (const field of fields)
    field.addEventListener("change", () => {
      const day = dayOf(field.value, field.id === "until");
      if (day === null) {
        field.setAttribute("aria-invalid", "true");
        note.textContent = t("dates.form");
        return;
      }
      state.off[field.id] = day;
      showRange();
      show();
      refresh();
    });
  show();
  const labels = fields.map((field) => make("label", {}, make("span", {}, t(field.id)), field));
  return group("dates", picture, make("div", { class: "dates" }, labels), note);
}
