// Draws each [data-chart] from the JSON that follows it. The sentence and the table stand at once; Plotly is fetched
// after the page has been painted, and a page without a chart never fetches it.

import { follow } from "./chart-points.js";
import { styled } from "./chart-theme.js";

const bundle = new URL("./plotly-basic.js", import.meta.url).href;
const config = { displayModeBar: false, displaylogo: false, showTips: false };

/** The bundle is a classic script; it is let in by the nonce this page's scripts carry. */
function fetchPlotly() {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = bundle;
    script.nonce = document.querySelector("script[nonce]")?.nonce ?? "";
    script.addEventListener("load", () => resolve(window.Plotly));
    script.addEventListener("error", () => reject(new Error("The chart library could not be loaded.")));
    document.head.append(script);
  });
}

function afterPaint() {
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}

function offerPictures(Plotly, drawing) {
  for (const button of drawing.closest("figure").querySelectorAll("[data-chart-picture]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      Plotly.downloadImage(drawing, {
        format: button.dataset.chartPicture,
        filename: drawing.dataset.name,
        width: 1180,
        height: drawing.clientHeight,
        scale: button.dataset.chartPicture === "png" ? 2 : 1,
      });
    });
  }
}

async function draw(Plotly, drawing) {
  const figure = JSON.parse(drawing.parentElement.querySelector("script[type='application/json']").textContent);
  const { data, layout } = styled(figure, drawing.clientWidth, drawing.clientHeight);
  await Plotly.newPlot(drawing, data, layout, config);
  offerPictures(Plotly, drawing);
  follow(Plotly, drawing);
  drawing.dataset.drawn = "";
  const resized = new ResizeObserver(() => {
    if (drawing.clientWidth === drawing.layout.width || printing) return;
    const again = styled(figure, drawing.clientWidth, drawing.clientHeight);
    Plotly.react(drawing, again.data, again.layout, config);
  });
  resized.observe(drawing);
  return { drawing, figure };
}

// A drawing has the width of the screen; paper is narrower.
const PAPER = 660;
let printing = false;

function fitToPaper(Plotly, drawn) {
  const redraw = (width) => {
    for (const { drawing, figure } of drawn) {
      const fitted = styled(figure, width(drawing), drawing.clientHeight);
      Plotly.react(drawing, fitted.data, fitted.layout, config);
    }
  };
  addEventListener("beforeprint", () => {
    printing = true;
    redraw((drawing) => Math.min(PAPER, drawing.clientWidth));
  });
  addEventListener("afterprint", () => {
    printing = false;
    redraw((drawing) => drawing.clientWidth);
  });
}

export async function drawAll() {
  const drawings = [...document.querySelectorAll("[data-chart]")];
  try {
    await afterPaint();
    const Plotly = await fetchPlotly();
    const drawn = [];
    for (const drawing of drawings) drawn.push(await draw(Plotly, drawing));
    fitToPaper(Plotly, drawn);
  } catch (problem) {
    // The table says the same: open it, and do not leave an empty frame behind.
    for (const drawing of drawings.filter((each) => !("drawn" in each.dataset))) {
      drawing.hidden = true;
      drawing.closest("figure").querySelector("details").open = true;
    }
    console.error(problem);
  }
}
