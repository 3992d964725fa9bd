// How every chart looks: colours in order, each with its own marker and dash, few grid lines, no title inside,
// names beside the lines where there are three or fewer. Nothing moves, so nobody has to ask for less motion.
// What a figure says itself is never overruled.

const FONT = "'Atkinson Hyperlegible Next', system-ui, sans-serif";
const INK = "#0b1f1a";
const QUIET = "#48544f";
const LINE = "#c9d3ce";
const SERIES = ["#14594a", "#c2571a", "#5b4aa0", "#8a6d00", "#2b7bba", "#6b6b6b"];
const MARKERS = ["circle", "square", "diamond", "triangle-up", "cross", "x"];
const DASHES = ["solid", "dash", "dot", "dashdot", "longdash", "longdashdot"];
const DIRECT = 3;
const NARROW = 560;

const isMapping = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

/** `own` laid over `base`, mapping by mapping. */
function over(base, own) {
  const merged = { ...base };
  for (const [key, value] of Object.entries(own ?? {})) {
    merged[key] = isMapping(value) && isMapping(base[key]) ? over(base[key], value) : value;
  }
  return merged;
}

/** Plotly reads tags in words; `<` in a name must stay a sign. Line breaks are let through. */
function plain(value, key = "") {
  if (typeof value === "string") return key === "hovertemplate" ? value : value.replace(/<(?!br ?\/?>)/g, "&lt;");
  if (Array.isArray(value)) return value.map((each) => plain(each));
  if (isMapping(value)) return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, plain(each, name)]));
  return value;
}

/** Numbers and dates may be thinned out and stay level; names of categories may not. */
const isScale = (values) => (values ?? []).every((each) => typeof each === "number" || /^\d{4}-\d\d/.test(each));

const isLine = (trace) => (trace.type ?? "scatter") === "scatter" && (trace.mode ?? "lines").includes("lines");

function styledTrace(trace, index) {
  const turn = index % SERIES.length;
  const base = { marker: { color: SERIES[turn] }, hoverlabel: { namelength: -1 } };
  if ((trace.type ?? "scatter") === "scatter") {
    base.mode = "lines+markers";
    base.line = { color: SERIES[turn], width: 2.5, dash: DASHES[turn] };
    base.marker = { color: SERIES[turn], symbol: MARKERS[turn], size: 8 };
  }
  if (["scatter", "bar"].includes(trace.type ?? "scatter")) base.cliponaxis = false;
  return over(base, trace);
}

function lastPoint(trace) {
  for (let at = (trace.y?.length ?? 0) - 1; at >= 0; at -= 1) {
    if (trace.y[at] !== null && trace.y[at] !== undefined) return { x: trace.x?.[at] ?? at, y: trace.y[at] };
  }
  return null;
}

/** The names of the lines, written at their ends in their own colours. */
function endLabels(traces) {
  return traces.flatMap((trace) => {
    const point = trace.name && isLine(trace) ? lastPoint(trace) : null;
    if (!point) return [];
    return [
      {
        ...point,
        text: trace.name,
        showarrow: false,
        xanchor: "left",
        xshift: 10,
        align: "left",
        font: { color: trace.line?.color ?? trace.marker?.color ?? INK, size: 16, weight: 700 },
      },
    ];
  });
}

const LABEL = 22; // px between two labels

/** Labels of lines that end near each other are moved apart, up and down from their middle. */
function apart(labels, data, height) {
  const values = data.flatMap((trace) => trace.y ?? []).filter((value) => typeof value === "number");
  const perUnit = (height - 80) / (Math.max(...values) - Math.min(0, ...values) || 1);
  const sorted = [...labels].sort((one, other) => one.y - other.y);
  for (let at = 1; at < sorted.length; at += 1) {
    const [under, over] = [sorted[at - 1], sorted[at]];
    const gap = (over.y - under.y) * perUnit + (over.yshift ?? 0) - (under.yshift ?? 0);
    if (gap >= LABEL) continue;
    const move = LABEL - gap;
    under.yshift = (under.yshift ?? 0) - (at === 1 ? move / 2 : 0);
    over.yshift = (over.yshift ?? 0) + (at === 1 ? move / 2 : move);
  }
}

function axis(extra) {
  return {
    automargin: true,
    zeroline: false,
    linecolor: LINE,
    gridcolor: "#e3e9e6",
    tickcolor: LINE,
    tickfont: { size: 16, color: QUIET },
    title: { font: { size: 16, color: QUIET }, standoff: 12 },
    fixedrange: true,
    ...extra,
  };
}

/** Room at the right for names as long as these; a figure of the typeface's mean width, in px. */
const roomFor = (labels) => Math.min(220, Math.max(0, ...labels.map((label) => label.text.length * 9 + 22)));

/** A figure in the portal's look, for a drawing of this width and height in px. */
export function styled(figure, width, height) {
  const narrow = width < NARROW;
  const data = plain(figure.data).map(styledTrace);
  if (narrow) for (const trace of data) trace.mode = trace.mode?.replace("markers+text", "markers");
  const named = data.filter((trace) => trace.name);
  const direct = named.length <= DIRECT && named.every(isLine) && !narrow;
  const labels = direct ? endLabels(data) : [];
  if (labels.length > 1 && labels.every((label) => typeof label.y === "number")) apart(labels, data, height);
  const own = plain(figure.layout ?? {});
  const outside = data.some((trace) => trace.textposition === "outside");
  const level = data.every((trace) => isScale(trace.x)) ? { tickangle: 0, nticks: narrow ? 4 : undefined } : {};
  const base = {
    width,
    height,
    font: { family: FONT, size: 16, color: INK },
    paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: "rgba(0,0,0,0)",
    colorway: SERIES,
    margin: { t: 16, r: direct ? roomFor(labels) : outside ? 48 : 16, b: 8, l: 8 },
    hovermode: "closest",
    hoverlabel: { bgcolor: "#ffffff", bordercolor: INK, font: { family: FONT, size: 16, color: INK } },
    dragmode: false,
    bargap: 0.35,
    showlegend: !direct && named.length > 1,
    legend: { orientation: "h", x: 0, y: 1.02, yanchor: "bottom", font: { size: 16 } },
    xaxis: axis({ showgrid: false, ...level }),
    yaxis: axis({ nticks: 6, showline: false }),
  };
  const layout = over(base, own);
  const notes = (own.annotations ?? []).map((note) => over({ showarrow: false, bgcolor: "rgba(255,255,255,0.85)" }, note));
  layout.annotations = [...labels, ...notes];
  return { data, layout };
}
