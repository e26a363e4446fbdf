import { memo } from "react";
import type { RunLine } from "#cli-bridge/protocol/run-event.ts";
import { cn } from "#lib/cn.ts";
import { toByteWords } from "#lib/format.ts";
import { AnsiText } from "./ansi-text.tsx";
import { toLineHash } from "./line-range.ts";
import type { LogLook } from "./log-toolbar.tsx";

type LogLineProps = {
  line: RunLine;
  look: LogLook;
  mark: "linked" | "current" | "match" | undefined;
  onPick: (line: number, isRange: boolean) => void;
};

const marks = { linked: "bg-accent-soft", current: "bg-warning-soft", match: "bg-surface-3" } as const;

/** Since the start of the run, `00:01:04.250`; a run of days goes on counting. */
const timeOf = (at: number) => new Date(at).toISOString().slice(11, 23);

export const LogLine = memo(function LogLine({ line, look, mark, onPick }: LogLineProps) {
  const { line: number, at, stream, text, cut } = line;
  return (
    <div className={cn("flex min-w-full font-mono text-sm leading-5", mark && marks[mark])}>
      <a
        href={toLineHash({ first: number, last: number })}
        aria-label={`Line ${number}`}
        className="w-16 shrink-0 select-none border-line border-r pr-2 text-right text-muted tabular-nums hover:text-accent"
        onClick={(event) => {
          event.preventDefault();
          onPick(number, event.shiftKey);
        }}
      >
        {number}
      </a>
      {look.times && <span className="shrink-0 select-none pl-2 text-muted tabular-nums">{timeOf(at)}</span>}
      <span
        className={cn(
          "min-h-5 px-2",
          look.wrap ? "min-w-0 whitespace-pre-wrap break-all" : "whitespace-pre",
          stream === "err" && "border-warning border-l-2",
        )}
      >
        <AnsiText text={text} />
        {cut !== undefined && <span className="text-muted"> … {toByteWords(cut)} more were left out</span>}
      </span>
    </div>
  );
});
