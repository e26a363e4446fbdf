"use client";

import dynamic from "next/dynamic";
import { useEffect, useState } from "react";
import useSWR from "swr";
import type { SystemAnswer } from "#cli-bridge/protocol/system-answer.ts";
import { readApi } from "#components/run/ask-api.ts";
import { toMomentWords } from "#components/shell/lost-since.ts";
import { useLostSince } from "#components/shell/use-lost-since.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Expander } from "#components/ui/expander.tsx";
import { Section } from "#components/ui/section.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { TimeAgo } from "#components/ui/time-ago.tsx";
import { api } from "#lib/paths.ts";
import { MachineMeters } from "./machine-meters.tsx";

const silenceMs = 10_000;

const MachineCharts = dynamic(async () => (await import("./machine-charts.tsx")).MachineCharts, {
  ssr: false,
  loading: () => <Skeleton className="h-40" />,
});

/** How the machine is, as the console's stream tells it. Charts are fetched when somebody opens them. */
export function MachineStrip({ initial }: { initial?: SystemAnswer | undefined }) {
  const [isOpen, setIsOpen] = useState(false);
  const {
    data: machine,
    error,
    mutate,
  } = useSWR<SystemAnswer, Error>(api.system(), readApi, {
    keepPreviousData: true,
    ...(initial && { fallbackData: initial }),
  });
  const lostSince = useLostSince();
  useAskingAfterSilence(machine?.at, mutate);
  return (
    <Section
      title="This machine"
      description={lostSince !== undefined && machine ? `As of ${toMomentWords(lostSince)}` : undefined}
    >
      {machine?.warnings.map(({ id, says, since }) => (
        <Alert key={id} tone="warning" title={says}>
          Since <TimeAgo at={since} />. {adviceOf(id)}
        </Alert>
      ))}
      {machine?.notes.map((note) => (
        <Alert key={note} title={note} />
      ))}
      {error && !machine && <Alert tone="danger" title={error.message} />}
      {machine ? <MachineMeters machine={machine} /> : !error && <Skeleton className="h-24" />}
      {machine && (
        <Expander title="Charts" onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
          {isOpen && <MachineCharts machine={machine} />}
        </Expander>
      )}
    </Section>
  );
}

/** A stream that says nothing any more may be broken; the answer to a question tells. */
function useAskingAfterSilence(latest: string | undefined, ask: () => Promise<unknown>): void {
  useEffect(() => {
    if (latest === undefined) return;
    const timer = setTimeout(() => !document.hidden && void ask(), silenceMs);
    return () => clearTimeout(timer);
  }, [latest, ask]);
}

const adviceOf = (id: string): string =>
  id === "memory"
    ? "Unload a model, or end what else holds memory."
    : "See to its fans and air, or give it less to do.";
