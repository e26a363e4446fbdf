"use client";

import { type RefObject, useEffect, useRef } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { type ChartLine, type Figure, figureWords } from "./chart-lines.ts";

type Plotting = {
  place: RefObject<HTMLElement | null>;
  /** Holds a mark for each line in the colour that it is drawn in. */
  legend: RefObject<HTMLElement | null>;
  figure: Figure;
  max: number | undefined;
  lines: readonly ChartLine[];
  at: readonly number[];
  seconds: number;
};

const height = 144;
/** Lines beyond so many have a colour that another has too, so they are dashed. */
export const inksCount = 6;

/** Draws the lines where the element is. What is drawn into a canvas takes its colours from elements beside it. */
export function usePlot({ place, legend, figure, max, lines, at, seconds }: Plotting): void {
  const plot = useRef<uPlot>(undefined);
  const shown = useRef({ at, lines, seconds });
  shown.current = { at, lines, seconds };
  const labels = lines.map(({ label }) => label).join("\n");

  useEffect(() => {
    const box = place.current;
    if (!box) return;
    const colourOf = (index: number) => {
      const mark = legend.current?.querySelectorAll("[data-ink]")[index];
      return mark ? getComputedStyle(mark).color : "";
    };
    const quiet = () => getComputedStyle(box).color;
    const words = figureWords[figure];
    const axis = {
      stroke: quiet,
      grid: { stroke: faintOf(quiet), width: 1 },
      ticks: { show: false },
      font: "11px system-ui",
    };
    const made = new uPlot(
      {
        ...{ width: box.clientWidth, height, legend: { show: false }, cursor: { show: false } },
        padding: [8, 24, 0, 0],
        scales: {
          x: { range: () => [Date.now() / 1000 - shown.current.seconds, Date.now() / 1000] },
          y: { range: (_, __, most) => [0, max ?? Math.max(1, most * 1.1)] },
        },
        axes: [
          {
            ...axis,
            space: 70,
            size: 28,
            values: (_, times) => times.map((time) => clockOf(time, shown.current.seconds)),
          },
          { ...axis, size: 64, space: 30, values: (_, values) => values.map(words) },
        ],
        series: [
          {},
          ...labels.split("\n").map((label, index) => ({
            ...{ label, width: 1.5, points: { show: false } },
            ...(index >= inksCount && { dash: [4, 3] }),
            stroke: () => colourOf(index),
          })),
        ],
      },
      toColumns(shown.current.at, shown.current.lines),
      box,
    );
    plot.current = made;
    const sizes = new ResizeObserver(() => made.setSize({ width: box.clientWidth, height }));
    sizes.observe(box);
    const themes = new MutationObserver(() => made.redraw(false, true));
    themes.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    const scheme = matchMedia("(prefers-color-scheme: dark)");
    const redraw = () => made.redraw(false, true);
    scheme.addEventListener("change", redraw);
    return () => {
      sizes.disconnect();
      themes.disconnect();
      scheme.removeEventListener("change", redraw);
      made.destroy();
      plot.current = undefined;
    };
  }, [place, legend, figure, max, labels]);

  useEffect(() => plot.current?.setData(toColumns(at, lines)), [at, lines]);
}

const toColumns = (at: readonly number[], lines: readonly ChartLine[]): uPlot.AlignedData => [
  [...at],
  ...lines.map(({ values }) => [...values]),
];

/** The grid is only hinted at, in either theme. */
const faintOf = (ink: () => string) => () => ink().replace(/^rgb\((.+)\)$/, "rgba($1, 0.15)");

function clockOf(time: number, seconds: number): string {
  const [hours = "", minutes = "", rest = ""] = new Date(time * 1000).toTimeString().slice(0, 8).split(":");
  return seconds > 60 ? `${hours}:${minutes}` : `${hours}:${minutes}:${rest}`;
}
