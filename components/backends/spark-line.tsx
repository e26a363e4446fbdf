const [width, height] = [72, 18];

type SparkLineProps = {
  /** The oldest first. */
  values: readonly number[];
  /** What it says to somebody who does not see it. */
  label: string;
};

/** A line of some figures from nought up to the greatest of them, the newest at the right. */
export function SparkLine({ values, label }: SparkLineProps) {
  if (values.length < 2) return null;
  const most = Math.max(...values, 1);
  const step = width / (values.length - 1);
  const points = values.map(
    (value, at) => `${(at * step).toFixed(1)},${(height - 1 - (value / most) * (height - 2)).toFixed(1)}`,
  );
  return (
    <svg
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={label}
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
