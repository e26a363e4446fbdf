import type { RefObject } from "react";
import type uPlot from "uplot";
import { type Figure, figureWords } from "./chart-lines.ts";

export const plotHeight = 144;
/** Lines beyond so many have a colour that another has too, so they are dashed. */
export const inksCount = 6;

type Drawing = {
  box: HTMLElement;
  /** Holds a mark for each line in the colour that it is drawn in. */
  legend: RefObject<HTMLElement | null>;
  figure: Figure;
  max: number | undefined;
  labels: readonly string[];
  /** How many seconds are shown. */
  span: () => number;
};

/** What is drawn into a canvas takes its colours from elements beside it, so that they follow the theme. */
export function plotOptionsOf({ box, legend, figure, max, labels, span }: Drawing): uPlot.Options {
  const colourOf = (index: number) => {
    const mark = legend.current?.querySelectorAll("[data-ink]")[index];
    return mark ? getComputedStyle(mark).color : "";
  };
  const quiet = () => getComputedStyle(box).color;
  const grid = { stroke: faintOf(quiet), width: 1 };
  const axis = { stroke: quiet, grid, ticks: { show: false }, font: "11px system-ui" };
  const toWords = figureWords[figure];
  return {
    ...{ width: box.clientWidth, height: plotHeight, legend: { show: false }, cursor: { show: false } },
    padding: [8, 24, 0, 0],
    scales: {
      x: { range: () => [Date.now() / 1000 - span(), Date.now() / 1000] },
      y: { range: (_, __, most) => [0, max ?? Math.max(1, most * 1.1)] },
    },
    axes: [
      { ...axis, space: 70, size: 28, values: (_, times) => times.map((time) => clockOf(time, span())) },
      { ...axis, size: 64, space: 30, values: (_, values) => values.map((value) => toWords(value)) },
    ],
    series: [
      {},
      ...labels.map((label, index) => ({
        ...{ label, width: 1.5, points: { show: false } },
        ...(index >= inksCount && { dash: [4, 3] }),
        stroke: () => colourOf(index),
      })),
    ],
  };
}

/** The grid is only hinted at, in either theme. */
const faintOf = (ink: () => string) => () => ink().replace(/^rgb\((.+)\)$/, "rgba($1, 0.15)");

function clockOf(time: number, seconds: number): string {
  const [hours = "", minutes = "", rest = ""] = new Date(time * 1000).toTimeString().slice(0, 8).split(":");
  return seconds > 60 ? `${hours}:${minutes}` : `${hours}:${minutes}:${rest}`;
}
