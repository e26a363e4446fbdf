"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { toCountWords, toNumberWords } from "#lib/format.ts";
import { api } from "#lib/paths.ts";
import type { LineBuffer } from "./line-buffer.ts";
import { LogRows } from "./log-rows.tsx";
import { type LogLook, LogToolbar } from "./log-toolbar.tsx";
import type { RunWatch, Watched } from "./run-watch.ts";
import { useFollow } from "./use-follow.ts";
import { useLineRange } from "./use-line-range.ts";
import { useLogSearch } from "./use-log-search.ts";

const linePx = 20;

type LogViewerProps = { watch: RunWatch; watched: Watched };

/** The log of a run: only what is in view is drawn, however long it is. */
export function LogViewer({ watch, watched }: LogViewerProps) {
  const { buffer } = watch;
  const { lines, lastLine, outcome } = watched;
  const frame = useRef<HTMLDivElement>(null);
  const [look, setLook] = useState<LogLook>({ wrap: false, times: false });
  const search = useLogSearch(buffer, lastLine);
  const { range, wanted, pick } = useLineRange();
  const follow = useFollow({ frame, lastLine, isLive: outcome === undefined && wanted === undefined });
  const list = useVirtualizer<HTMLDivElement, Element>({
    count: lines,
    getScrollElement: () => frame.current,
    estimateSize: () => linePx,
    overscan: 20,
  });
  useScrollTo({ list, buffer, line: search.current });
  useScrollTo({ list, buffer, line: wanted });
  return (
    <div className="relative flex min-h-0 min-w-0 flex-col overflow-hidden rounded-md border border-line">
      <LogToolbar id={watch.id} search={search} look={look} onLook={setLook} />
      <LeftOut id={watch.id} first={lines === 0 ? 1 : buffer.firstNumber} wanted={wanted} />
      <div
        ref={frame}
        role="log"
        aria-live="off"
        aria-label="Log"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
        tabIndex={0}
        className="h-[min(36rem,calc(100dvh-18rem))] min-h-72 overflow-auto -outline-offset-2"
        onScroll={follow.onScroll}
      >
        {lines === 0 && (
          <p className="px-3 py-2 text-muted">
            {outcome ? "It printed nothing." : "Nothing has been printed yet."}
          </p>
        )}
        <LogRows list={list} buffer={buffer} look={look} search={search} range={range} onPick={pick} />
      </div>
      {follow.newLines > 0 && (
        <Button
          variant="primary"
          size="sm"
          className="absolute right-4 bottom-3 shadow-float"
          onClick={follow.start}
        >
          ↓ {toCountWords(follow.newLines, "new line")}
        </Button>
      )}
    </div>
  );
}

type Scrolling = {
  list: { scrollToIndex: (index: number, options: { align: "center" }) => void };
  buffer: LineBuffer;
  line: number | undefined;
};

/** Goes to a line once, as soon as it is there. */
function useScrollTo({ list, buffer, line }: Scrolling) {
  const latest = useRef(list);
  latest.current = list;
  const isThere = line !== undefined && buffer.indexOf(line) !== undefined;
  useEffect(() => {
    const index = isThere ? buffer.indexOf(line) : undefined;
    if (index !== undefined) latest.current.scrollToIndex(index, { align: "center" });
  }, [buffer, line, isThere]);
}

type LeftOutProps = { id: string; first: number; wanted: number | undefined };

/** Says what of a very long log is not here, and where it is. */
function LeftOut({ id, first, wanted }: LeftOutProps) {
  if (first <= 1) return null;
  const isWanted = wanted !== undefined && wanted < first;
  return (
    <p className="border-line border-b bg-warning-soft px-3 py-1.5 text-sm">
      Lines 1 to {toNumberWords(first - 1)} are not kept here.{" "}
      <a
        className="font-medium text-accent underline"
        href={api.runLog(id, isWanted ? { from: wanted, lines: 1000 } : {})}
        target="_blank"
        rel="noreferrer"
      >
        {isWanted ? `Line ${toNumberWords(wanted)} in the raw log` : "The raw log has them"}
      </a>
    </p>
  );
}
