"use client";

import useSWR from "swr";
import type { RegistryAnswer } from "#cli-bridge/protocol/registry-answer.ts";
import { fetchAnswer } from "#components/shell/fetch-answer.ts";
import { Metric } from "#components/ui/metric.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { toByteWords, toNumberWords } from "#lib/format.ts";
import { api } from "#lib/paths.ts";
import { BarChart } from "./bar-chart.tsx";
import { toBrowsePath } from "./browse-state.ts";
import { type EntryIndex, hasFlag } from "./entry-index.ts";
import { type Share, sharesOf } from "./facet-shares.ts";
import { toFacetWords } from "./model-words.ts";

const charts = [
  ["backend", "By backend"],
  ["format", "By format"],
  ["quantization", "By quantisation"],
  ["location", "By location"],
] as const;

/** Counted here where all models are known here; else the server's counts, which know no sizes. */
export function RegistryFigures({ index }: { index: EntryIndex | undefined }) {
  const { data } = useSWR<RegistryAnswer, Error>(index ? null : api.registry({ limit: 1 }), fetchAnswer);
  if (index === undefined && data === undefined) return <Skeleton className="h-36" />;
  const shares = (name: (typeof charts)[number][0]): Share[] =>
    index ? sharesOf(index, name) : (data?.facets[name] ?? []);
  const all = index ? { count: index.count, bytes: bytesIn(index) } : { count: data?.all.entries ?? 0 };
  return (
    <>
      {index !== undefined && <Totals index={index} />}
      <div className="grid grid-cols-1 gap-x-12 gap-y-6 sm:grid-cols-2 xl:grid-cols-4">
        {charts.map(([name, title]) => (
          <BarChart
            key={name}
            title={title}
            shares={shares(name)}
            all={all}
            words={(value) => toFacetWords(name, value)}
            href={(value) => toBrowsePath({ [name]: value })}
          />
        ))}
      </div>
    </>
  );
}

const bytesIn = ({ columns }: EntryIndex): number =>
  columns.size.reduce((sum, bytes) => sum + Math.max(0, bytes), 0);

function Totals({ index }: { index: EntryIndex }) {
  const { columns, count } = index;
  const places = columns.name.map((_, at) => at);
  const kept = places.filter((at) => hasFlag(columns, at, "keptByOllama"));
  const found = places.filter((at) => hasFlag(columns, at, "installed")).length - kept.length;
  return (
    <div className="flex flex-wrap gap-x-12 gap-y-4">
      <Metric label="Models" value={toNumberWords(count)} />
      <Metric label="Size in the registry" value={toByteWords(bytesIn(index))} />
      <Metric
        label="Found on disk"
        value={toNumberWords(found)}
        {...(kept.length > 0 && { hint: `${toNumberWords(kept.length)} more kept by Ollama` })}
      />
      <SizeOnDisk />
      <Metric label="Backends" value={toNumberWords(columns.named.backend.values.length)} />
    </div>
  );
}

type DiskUse = { bytes: number; sharedBytes: number; isCut: boolean };

/** Looking at all files takes a moment, so it is asked for by itself and its place is kept. */
function SizeOnDisk() {
  const { data, error } = useSWR<DiskUse, Error>(api.registryDisk(), fetchAnswer, {
    revalidateOnFocus: false,
  });
  if (data === undefined)
    return (
      <Metric label="Size on disk" value="–" hint={error === undefined ? "being measured" : "not known"} />
    );
  const hint = data.sharedBytes > 0 ? `${toByteWords(data.sharedBytes)} more are shared` : "each file once";
  return (
    <Metric
      label="Size on disk"
      value={`${data.isCut ? "at least " : ""}${toByteWords(data.bytes)}`}
      hint={hint}
    />
  );
}
