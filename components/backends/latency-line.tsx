import { SparkLine } from "./spark-line.tsx";

type LatencyLineProps = { latencies: readonly number[] };

/** How long the latest answers took. */
export function LatencyLine({ latencies }: LatencyLineProps) {
  const most = Math.round(Math.max(...latencies, 1));
  return (
    <SparkLine values={latencies} label={`The last ${latencies.length} answers took up to ${most} ms`} />
  );
}
