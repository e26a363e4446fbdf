import { BookOpen } from "lucide-react";
import type { BackendAnswer } from "#cli-bridge/protocol/backend-answer.ts";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { kindWords, manuals } from "./backend-words.ts";
import { LatencyLine } from "./latency-line.tsx";

/** What a server is, where it is, and how quickly it answers. */
export function BackendFacts({ backend }: { backend: BackendAnswer }) {
  const { name, kind, version, url, latencyMs, latencies } = backend;
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-x-4 gap-y-1 text-muted text-sm">
      <span className="flex items-center gap-1.5">
        {[kindWords[kind], version].filter(Boolean).join(" ")}
        <a
          href={manuals[kind]}
          target="_blank"
          rel="noreferrer"
          aria-label="Manual"
          title={`Manual of ${kindWords[kind]}`}
          className="-m-1 rounded-sm p-1 hover:text-ink"
        >
          <BookOpen aria-hidden="true" className="size-4" />
        </a>
      </span>
      <span className="flex min-w-0 items-center gap-1">
        <span className="min-w-0 truncate font-mono" title={url}>
          {url}
        </span>
        <CopyButton text={url} label={`Copy the address of ${name}`} />
      </span>
      <span data-live="grey" className="flex items-center gap-2">
        {latencyMs !== undefined && <span className="tabular-nums">{Math.round(latencyMs)} ms</span>}
        <LatencyLine latencies={latencies} />
      </span>
    </div>
  );
}
