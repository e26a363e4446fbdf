"use client";

import useSWR from "swr";
import type { BackendHistory } from "#cli-bridge/protocol/backend-history.ts";
import { readApi } from "#components/run/ask-api.ts";
import { Section } from "#components/ui/section.tsx";
import { api } from "#lib/paths.ts";
import { loadWords, type ModelTimes, speedWords, timesOf } from "./model-times.ts";
import { SparkLine } from "./spark-line.tsx";

const readEveryMs = 30_000;

function useTimes(server: string): readonly ModelTimes[] {
  const { data } = useSWR<BackendHistory, Error>(api.backendHistory(server), readApi, {
    refreshInterval: readEveryMs,
  });
  return data ? timesOf(data) : [];
}

/** How quickly the models of a server loaded and wrote. Where nothing was measured there is nothing to say. */
export function ModelTimesList({ server }: { server: string }) {
  const times = useTimes(server);
  if (times.length === 0) return null;
  return (
    <Section
      title="How quickly"
      description="Loads as they were seen from here; tokens per second from tests, and from the server's own count where it keeps one."
    >
      <ul aria-label="How quickly" className="max-w-3xl divide-y divide-line rounded-md border border-line">
        {times.map((each) => (
          <li key={each.model} className="flex min-w-0 flex-col gap-1 px-3 py-2">
            <span className="truncate font-mono text-sm" title={each.model}>
              {each.model}
            </span>
            <TimesFacts times={each} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** The same of one model. */
export function TimesOfModel({ server, model }: { server: string; model: string }) {
  const times = useTimes(server).find((each) => each.model === model);
  return times ? <TimesFacts times={times} /> : null;
}

function TimesFacts({ times }: { times: ModelTimes }) {
  const { model, loadsMs, speeds } = times;
  const facts = [
    { title: "Loads in", words: loadWords(times), values: loadsMs, label: `How long ${model} took to load` },
    { title: "Writes", words: speedWords(times), values: speeds, label: `How quickly ${model} wrote` },
  ];
  return (
    <dl className="flex min-w-0 flex-col gap-1 text-sm tabular-nums">
      {facts.map(
        ({ title, words, values, label }) =>
          words !== undefined && (
            <div key={title} className="flex min-w-0 items-center gap-3">
              <dt className="w-16 shrink-0 text-muted">{title}</dt>
              <dd className="flex min-w-0 items-center gap-3">
                {words}
                <SparkLine values={values} label={label} />
              </dd>
            </div>
          ),
      )}
    </dl>
  );
}
