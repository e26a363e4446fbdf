import type { Route } from "next";
import Link from "next/link";
import { toByteWords, toNumberWords } from "#lib/format.ts";
import type { Share } from "./facet-shares.ts";

const barsMax = 6;

type BarChartProps = {
  title: string;
  shares: readonly Share[];
  words: (value: string) => string;
  /** The list narrowed down to a value. */
  href: (value: string) => string;
};

/** Bars of one colour, each a share of the whole with its number in words, so that the picture may also be read. */
export function BarChart({ title, shares, words, href }: BarChartProps) {
  const sorted = shares.toSorted((one, other) => other.count - one.count);
  const whole = Math.max(
    1,
    sorted.reduce((sum, { count }) => sum + count, 0),
  );
  const others = sorted.slice(barsMax);
  return (
    <figure className="flex min-w-0 flex-col gap-2">
      <figcaption className="text-muted text-xs">{title}</figcaption>
      {sorted.length === 0 && <p className="text-muted text-sm">Nothing is known of it.</p>}
      <ul className="flex flex-col gap-1.5 text-sm">
        {sorted.slice(0, barsMax).map((share) => (
          <li key={share.value}>
            <Link
              href={href(share.value) as Route}
              className="-mx-1 grid grid-cols-[1fr_auto] items-baseline gap-x-3 gap-y-1 rounded-sm px-1 hover:bg-surface-2"
            >
              <span className="truncate">{words(share.value)}</span>
              <Numbers {...share} />
              <Bar part={share.count / whole} />
            </Link>
          </li>
        ))}
        {others.length > 0 && (
          <li className="grid grid-cols-[1fr_auto] items-baseline gap-x-3 gap-y-1">
            <span className="truncate">{toNumberWords(others.length)} others</span>
            <Numbers {...sumOf(others)} />
            <Bar part={sumOf(others).count / whole} />
          </li>
        )}
      </ul>
    </figure>
  );
}

function Numbers({ count, bytes }: Pick<Share, "count" | "bytes">) {
  return (
    <span className="whitespace-nowrap text-muted">
      {toNumberWords(count)}
      {bytes !== undefined && ` · ${toByteWords(bytes)}`}
    </span>
  );
}

function Bar({ part }: { part: number }) {
  return (
    <svg aria-hidden="true" className="col-span-2 h-1 w-full" preserveAspectRatio="none" viewBox="0 0 100 1">
      <rect width="100" height="1" className="fill-surface-3" />
      <rect width={100 * part} height="1" className="fill-accent" />
    </svg>
  );
}

function sumOf(shares: readonly Share[]): Share {
  const count = shares.reduce((sum, share) => sum + share.count, 0);
  const bytes = shares.reduce((sum, share) => sum + (share.bytes ?? 0), 0);
  return { value: "", count, ...(shares[0]?.bytes !== undefined && { bytes }) };
}
