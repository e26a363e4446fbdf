import type { Route } from "next";
import Link from "next/link";
import { toByteWords, toNumberWords } from "#lib/format.ts";
import type { Share } from "./facet-shares.ts";

const barsMax = 6;

type Numbered = Pick<Share, "count" | "bytes">;

type BarChartProps = {
  title: string;
  shares: readonly Share[];
  /** All models; those that no share tells of say nothing of it. */
  all: Numbered;
  words: (value: string) => string;
  /** The list narrowed down to a value. */
  href: (value: string) => string;
};

/** Bars of one colour, each a share of the whole with its number in words, so that the picture may also be read. */
export function BarChart({ title, shares, all, words, href }: BarChartProps) {
  const sorted = shares.toSorted((one, other) => other.count - one.count);
  const others = sorted.slice(barsMax);
  const silent = without(all, sumOf(sorted));
  const partOf = ({ count }: Numbered) => count / Math.max(1, all.count);
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
              <Bar part={partOf(share)} />
            </Link>
          </li>
        ))}
        {others.length > 0 && (
          <Unlinked
            words={`${toNumberWords(others.length)} others`}
            share={sumOf(others)}
            part={partOf(sumOf(others))}
          />
        )}
        {sorted.length > 0 && silent.count > 0 && (
          <Unlinked words="Not known" share={silent} part={partOf(silent)} />
        )}
      </ul>
    </figure>
  );
}

/** What cannot be searched for as one. */
function Unlinked({ words, share, part }: { words: string; share: Numbered; part: number }) {
  return (
    <li className="grid grid-cols-[1fr_auto] items-baseline gap-x-3 gap-y-1">
      <span className="truncate">{words}</span>
      <Numbers {...share} />
      <Bar part={part} />
    </li>
  );
}

function Numbers({ count, bytes }: Numbered) {
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

function sumOf(shares: readonly Share[]): Numbered {
  const count = shares.reduce((sum, share) => sum + share.count, 0);
  const bytes = shares.reduce((sum, share) => sum + (share.bytes ?? 0), 0);
  return { count, ...(shares[0]?.bytes !== undefined && { bytes }) };
}

const without = (all: Numbered, told: Numbered): Numbered => ({
  count: all.count - told.count,
  ...(all.bytes !== undefined && told.bytes !== undefined && { bytes: all.bytes - told.bytes }),
});
