"use client";

import type { Virtualizer } from "@tanstack/react-virtual";
import { cn } from "#lib/cn.ts";
import type { LineBuffer } from "./line-buffer.ts";
import type { LineRange } from "./line-range.ts";
import { LogLine } from "./log-line.tsx";
import type { LogLook } from "./log-toolbar.tsx";
import type { LogSearch } from "./use-log-search.ts";

type LogRowsProps = {
  list: Virtualizer<HTMLDivElement, Element>;
  buffer: LineBuffer;
  look: LogLook;
  search: LogSearch;
  range: LineRange | undefined;
  onPick: (line: number, isRange: boolean) => void;
};

/** The lines that are in view, each at its place. */
export function LogRows({ list, buffer, look, search, range, onPick }: LogRowsProps) {
  const found = new Set(search.matches);
  const markOf = (line: number) => {
    if (line === search.current) return "current";
    if (range && line >= range.first && line <= range.last) return "linked";
    return found.has(line) ? "match" : undefined;
  };
  return (
    <div className="relative min-w-full" style={{ height: list.getTotalSize() }}>
      {list.getVirtualItems().map(({ index, key, start }) => {
        const line = buffer.at(index);
        return (
          line && (
            <div
              key={key}
              ref={list.measureElement}
              data-index={index}
              className={cn("absolute top-0 left-0", look.wrap ? "w-full" : "min-w-full")}
              style={{ transform: `translateY(${start}px)` }}
            >
              <LogLine line={line} look={look} mark={markOf(line.line)} onPick={onPick} />
            </div>
          )
        );
      })}
    </div>
  );
}
