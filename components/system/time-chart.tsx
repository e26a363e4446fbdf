"use client";

import { useRef } from "react";
import { cn } from "#lib/cn.ts";
import { type Chart, figureWords, summaryOf } from "./chart-lines.ts";
import { inksCount } from "./plot-options.ts";
import { usePlot } from "./use-plot.ts";

const inks = [
  "text-accent",
  "text-warning",
  "text-ok",
  "text-danger",
  "text-unknown",
  "text-accent-strong",
] as const;

type TimeChartProps = Chart & {
  /** Seconds since 1970. */
  at: readonly number[];
  seconds: number;
};

/** A chart of time and, below it, its lines as a table, which is also what is read out instead of it. */
export function TimeChart({ title, figure, max, lines, at, seconds }: TimeChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const legend = useRef<HTMLTableElement>(null);
  usePlot({ place, legend, figure, max, lines, at, seconds });
  const toWords = figureWords[figure];
  return (
    <figure data-live="grey" className="flex min-w-0 flex-col gap-2">
      <figcaption className="font-medium">{title}</figcaption>
      <div ref={place} aria-hidden="true" className="h-36 w-full text-muted" />
      <table ref={legend} className="w-full text-xs" aria-label={title}>
        <thead>
          <tr className="text-left text-muted">
            <th className="font-normal">Line</th>
            <th className="text-right font-normal">Now</th>
            <th className="text-right font-normal">Least</th>
            <th className="text-right font-normal">Most</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line, index) => {
            const told = summaryOf(line);
            return (
              <tr key={line.label}>
                <th scope="row" className="max-w-48 truncate text-left font-normal">
                  <span data-ink="" aria-hidden="true" className={cn("mr-1.5", inks[index % inksCount])}>
                    {index < inksCount ? "●" : "○"}
                  </span>
                  {line.label}
                </th>
                <td className="whitespace-nowrap text-right">{told && toWords(told.now)}</td>
                <td className="whitespace-nowrap text-right">{told && toWords(told.least)}</td>
                <td className="whitespace-nowrap text-right">{told && toWords(told.most)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </figure>
  );
}
