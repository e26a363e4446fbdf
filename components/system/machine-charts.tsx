"use client";

import { useState } from "react";
import useSWR from "swr";
import type { SystemAnswer, SystemHistory } from "#cli-bridge/protocol/system-answer.ts";
import { readApi } from "#components/run/ask-api.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { api } from "#lib/paths.ts";
import { chartsOf } from "./chart-lines.ts";
import { TimeChart } from "./time-chart.tsx";

const ranges = [
  { seconds: 60, says: "1 min" },
  { seconds: 600, says: "10 min" },
  { seconds: 7_200, says: "2 h" },
  { seconds: 86_400, says: "24 h" },
] as const;
/** No chart is wider than some hundreds of points, so it need not be asked more often. */
const looksPerRange = 300;

const readSince = ([, seconds]: readonly [string, number]) =>
  readApi<SystemHistory>(api.systemHistory({ from: Math.floor(Date.now() / 1000) - seconds }));

export function MachineCharts({ machine }: { machine: SystemAnswer }) {
  const [seconds, setSeconds] = useState<number>(ranges[1].seconds);
  const { data, error } = useSWR(["history of the machine", seconds] as const, readSince, {
    refreshInterval: Math.max(2_000, (seconds * 1000) / looksPerRange),
    keepPreviousData: true,
  });
  const charts = data && chartsOf(data, machine);
  return (
    <div className="flex flex-col gap-4">
      <fieldset className="flex flex-wrap gap-2" aria-label="How far back">
        {ranges.map((range) => (
          <Button
            key={range.seconds}
            size="sm"
            variant={range.seconds === seconds ? "primary" : "secondary"}
            aria-pressed={range.seconds === seconds}
            onClick={() => setSeconds(range.seconds)}
          >
            {range.says}
          </Button>
        ))}
      </fieldset>
      {error && !data && <Alert tone="danger" title={error.message} />}
      {!data && !error && <Skeleton className="h-40" />}
      {charts?.length === 0 && <p className="text-muted">Nothing was measured yet; it begins in a moment.</p>}
      <div className="grid grid-cols-[repeat(auto-fill,minmax(min(24rem,100%),1fr))] gap-6">
        {data &&
          charts?.map((chart) => <TimeChart key={chart.title} {...chart} at={data.at} seconds={seconds} />)}
      </div>
    </div>
  );
}
