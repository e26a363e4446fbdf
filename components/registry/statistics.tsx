"use client";

import { useState } from "react";
import useSWR from "swr";
import type { RegistryAnswer } from "#cli-bridge/protocol/registry-answer.ts";
import { fetchAnswer } from "#components/shell/fetch-answer.ts";
import { Expander } from "#components/ui/expander.tsx";
import { Metric } from "#components/ui/metric.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { toByteWords, toNumberWords } from "#lib/format.ts";
import { api } from "#lib/paths.ts";
import type { Facet } from "./facet-choices.tsx";
import { toFacetWords } from "./model-words.ts";

const charts = [
  ["backend", "By backend"],
  ["format", "By format"],
  ["quantization", "By quantisation"],
  ["location", "By location"],
] as const;
const barsMax = 6;

/** The whole registry in figures, whatever the list is narrowed down to. Nothing is asked for before it is opened. */
export function Statistics() {
  const [isOpen, setIsOpen] = useState(false);
  const { data } = useSWR<RegistryAnswer, Error>(isOpen ? api.registry({ limit: 1 }) : null, fetchAnswer);
  const { data: there } = useSWR<RegistryAnswer, Error>(
    isOpen ? api.registry({ installed: "true", limit: 1 }) : null,
    fetchAnswer,
  );
  return (
    <Expander title="Statistics" onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      {data === undefined ? (
        <Skeleton className="h-36" />
      ) : (
        <Figures answer={data} installed={there?.total} />
      )}
    </Expander>
  );
}

type FiguresProps = { answer: RegistryAnswer; installed: number | undefined };

function Figures({ answer: { all, facets }, installed }: FiguresProps) {
  return (
    <>
      <div className="flex flex-wrap gap-x-12 gap-y-4">
        <Metric label="Models" value={toNumberWords(all.entries)} />
        <Metric label="Size in the registry" value={toByteWords(all.bytes)} />
        <Metric label="Found on disk" value={installed === undefined ? "–" : toNumberWords(installed)} />
        <Metric label="Backends" value={toNumberWords(facets.backend?.length ?? 0)} />
      </div>
      <div className="grid grid-cols-1 gap-x-12 gap-y-6 sm:grid-cols-2 xl:grid-cols-4">
        {charts.map(([name, title]) => (
          <BarChart
            key={name}
            title={title}
            facet={facets[name] ?? []}
            words={(value) => toFacetWords(name, value)}
          />
        ))}
      </div>
    </>
  );
}

type BarChartProps = { title: string; facet: Facet; words: (value: string) => string };

/** Bars of one colour, each a share of the whole with its number in words, so that the picture may also be read. */
export function BarChart({ title, facet, words }: BarChartProps) {
  const sorted = [...facet].sort((one, other) => other.count - one.count);
  const rest = sorted.slice(barsMax).reduce((sum, { count }) => sum + count, 0);
  const named = sorted.slice(0, barsMax).map(({ value, count }) => ({ value, count, name: words(value) }));
  const bars = rest === 0 ? named : [...named, { value: "", count: rest, name: "others" }];
  const whole = Math.max(
    1,
    bars.reduce((sum, { count }) => sum + count, 0),
  );
  return (
    <figure className="flex min-w-0 flex-col gap-2">
      <figcaption className="text-muted text-xs">{title}</figcaption>
      <ul className="flex flex-col gap-1.5 text-sm">
        {bars.map(({ value, count, name }) => (
          <li key={value} className="grid grid-cols-[1fr_auto] items-baseline gap-x-3 gap-y-1">
            <span className="truncate">{name}</span>
            <span className="text-muted">{toNumberWords(count)}</span>
            <svg
              aria-hidden="true"
              className="col-span-2 h-1 w-full"
              preserveAspectRatio="none"
              viewBox="0 0 100 1"
            >
              <rect width="100" height="1" className="fill-surface-3" />
              <rect width={(100 * count) / whole} height="1" className="fill-accent" />
            </svg>
          </li>
        ))}
      </ul>
    </figure>
  );
}
