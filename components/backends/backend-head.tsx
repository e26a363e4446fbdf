import type { BackendAnswer } from "#cli-bridge/protocol/backend-answer.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { LinkButton } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { TimeAgo } from "#components/ui/time-ago.tsx";
import { paths } from "#lib/paths.ts";
import { BackendStateBadge } from "./backend-state-badge.tsx";
import { kindWords } from "./backend-words.ts";
import { LatencyLine } from "./latency-line.tsx";

type BackendHeadProps = { backend: BackendAnswer };

/** Its name, how it is, where it is, and what is wrong with it if anything is. */
export function BackendHead({ backend }: BackendHeadProps) {
  const { name, kind, state, version, url, latencyMs, latencies, checkedAt, problem, managed, tags } =
    backend;
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <div className="flex min-w-0 flex-wrap items-center gap-3">
        <h2 className="min-w-0 break-words font-semibold text-xl">{name}</h2>
        <BackendStateBadge state={state} />
        {managed && (
          <LinkButton size="sm" href={paths.run(managed.run)}>
            Started here, run {managed.run}
          </LinkButton>
        )}
        {tags.map((tag) => (
          <Badge key={tag}>{tag}</Badge>
        ))}
      </div>
      <div className="flex min-w-0 flex-wrap items-center gap-x-4 gap-y-1 text-muted text-sm">
        <span>{[kindWords[kind], version].filter(Boolean).join(" ")}</span>
        <span className="flex min-w-0 items-center gap-1">
          <span className="min-w-0 truncate font-mono">{url}</span>
          <CopyButton text={url} label="Copy the address" />
        </span>
        {latencyMs !== undefined && <span className="tabular-nums">{Math.round(latencyMs)} ms</span>}
        <LatencyLine latencies={latencies} />
        {checkedAt && (
          <span>
            seen <TimeAgo at={checkedAt} />
          </span>
        )}
      </div>
      {problem && (
        <Alert tone={state === "starting" ? "neutral" : "warning"} title={problem.message}>
          {problem.hint}
        </Alert>
      )}
    </div>
  );
}
