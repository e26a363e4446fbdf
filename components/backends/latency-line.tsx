const [width, height] = [72, 18];

type LatencyLineProps = { latencies: readonly number[] };

/** How long the latest answers took, the newest at the right. */
export function LatencyLine({ latencies }: LatencyLineProps) {
  if (latencies.length < 2) return null;
  const most = Math.max(...latencies, 1);
  const step = width / (latencies.length - 1);
  const points = latencies.map(
    (ms, at) => `${(at * step).toFixed(1)},${(height - 1 - (ms / most) * (height - 2)).toFixed(1)}`,
  );
  return (
    <svg
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={`The last ${latencies.length} answers took up to ${Math.round(most)} ms`}
      className="shrink-0 text-muted"
    >
      <polyline
        points={points.join(" ")}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.25"
        strokeLinejoin="round"
      />
    </svg>
  );
}
