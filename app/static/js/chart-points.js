// The points of a drawn chart by keyboard: arrow keys go through them, and a line under the chart says each one, for
// eyes and for screen readers alike. Up and down change between series; Escape lets go.

const AS_DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
const HINT = "Chart. Arrow keys go through its points; the table holds the same figures.";

const inWords = (value) =>
  typeof value === "string" && /^\d{4}-\d\d-\d\d/.test(value) ? AS_DAY.format(new Date(value)) : String(value);

const oneLine = (words) =>
  String(words)
    .replace(/<br ?\/?>/g, ", ")
    .replace(/&lt;/g, "<")
    .replace(/&amp;/g, "&");

const isKnown = (value) => value !== null && value !== undefined && value !== "";

/** What a point is called: the words the figure brings, else its name and value. */
function wordsOf(trace, at) {
  const own = Array.isArray(trace.hovertext) ? trace.hovertext[at] : undefined;
  const text = Array.isArray(trace.text) ? trace.text[at] : undefined;
  const lies = trace.orientation === "h";
  const [label, value] = lies ? [trace.y[at], trace.x[at]] : [trace.x[at], trace.y[at]];
  const said = own ?? (trace.type === "bar" ? undefined : text);
  const words = isKnown(said) ? said : `${oneLine(inWords(label)).replace(/, /g, " ")}: ${isKnown(text) ? text : inWords(value)}`;
  return oneLine(trace.name ? `${trace.name}. ${words}` : words);
}

/** The series one can go through: [{trace: its number, points: places in order}]. */
function seriesOf(data) {
  return data
    .map((trace, number) => {
      const values = (trace.orientation === "h" ? trace.x : trace.y) ?? [];
      const points = [...values.keys()].filter((at) => isKnown(values[at]));
      return { trace, number, points };
    })
    .filter(({ trace, points }) => trace.meta !== "context" && points.length > 0);
}

/** Lets the arrow keys go through the points of `drawing`. */
export function follow(Plotly, drawing) {
  const said = document.createElement("p");
  said.className = "portal-chart__said";
  said.setAttribute("role", "status");
  drawing.after(said);
  drawing.tabIndex = 0;
  drawing.setAttribute("role", "application");
  drawing.setAttribute("aria-roledescription", "chart");
  drawing.setAttribute("aria-label", HINT);
  let [line, place] = [0, -1];

  const show = (series) => {
    const { trace, number, points } = series[line];
    said.textContent = `${wordsOf(trace, points[place])} (${place + 1} of ${points.length})`;
    const chosen = drawing.data.map((_, each) => (each === number ? [points[place]] : []));
    Plotly.restyle(drawing, { selectedpoints: chosen });
  };
  const letGo = () => {
    if (place < 0) return;
    [line, place] = [0, -1];
    said.textContent = "";
    Plotly.restyle(drawing, { selectedpoints: null });
  };

  drawing.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const series = seriesOf(drawing.data);
    if (!series.length) return;
    const lies = series[0].trace.orientation === "h";
    const along = { [lies ? "ArrowDown" : "ArrowRight"]: 1, [lies ? "ArrowUp" : "ArrowLeft"]: -1 };
    const between = { [lies ? "ArrowRight" : "ArrowDown"]: 1, [lies ? "ArrowLeft" : "ArrowUp"]: -1 };
    const begun = place >= 0;
    line = Math.min(line, series.length - 1);
    if (event.key === "Escape") return letGo();
    if (event.key in along) place += along[event.key];
    else if (event.key in between && series.length === 1) place += between[event.key];
    else if (event.key in between) line = begun ? (line + between[event.key] + series.length) % series.length : line;
    else if (event.key === "Home") place = 0;
    else if (event.key === "End") place = Infinity;
    else return;
    place = Math.max(0, Math.min(place, series[line].points.length - 1));
    event.preventDefault();
    show(series);
  });
  drawing.addEventListener("blur", letGo);
}
