"use client";

import { type RefObject, useEffect, useRef } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import type { ChartLine, Figure } from "./chart-lines.ts";
import { plotHeight, plotOptionsOf } from "./plot-options.ts";

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

/** Draws the lines where the element is. What is drawn into a canvas takes its colours from elements beside it. */
export function usePlot({ place, legend, figure, max, lines, at, seconds }: Plotting): void {
  const plot = useRef<uPlot>(undefined);
  const shown = useRef({ at, lines, seconds });
  shown.current = { at, lines, seconds };
  const labels = lines.map(({ label }) => label).join("\n");

  useEffect(() => {
    const box = place.current;
    if (!box) return;
    const span = () => shown.current.seconds;
    const options = plotOptionsOf({ box, legend, figure, max, labels: labels.split("\n"), span });
    const made = new uPlot(options, toColumns(shown.current.at, shown.current.lines), box);
    plot.current = made;
    const unfollow = followLooks(made, box);
    return () => {
      unfollow();
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

/** What is drawn keeps to the place's width and to the theme, whoever changes them. */
function followLooks(made: uPlot, box: HTMLElement): () => void {
  const redraw = () => made.redraw(false, true);
  const sizes = new ResizeObserver(() => made.setSize({ width: box.clientWidth, height: plotHeight }));
  sizes.observe(box);
  const themes = new MutationObserver(redraw);
  themes.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  const scheme = matchMedia("(prefers-color-scheme: dark)");
  scheme.addEventListener("change", redraw);
  return () => {
    sizes.disconnect();
    themes.disconnect();
    scheme.removeEventListener("change", redraw);
  };
}
