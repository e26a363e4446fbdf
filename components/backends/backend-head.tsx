import type { BackendAnswer } from "#cli-bridge/protocol/backend-answer.ts";
import type { CommandWish } from "#components/command/command-dialog.tsx";
import { ManagedDeeds } from "#components/managed/managed-deeds.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { TimeAgo } from "#components/ui/time-ago.tsx";
import { BackendFacts } from "./backend-facts.tsx";
import { BackendMenu } from "./backend-menu.tsx";
import { BackendStateBadge } from "./backend-state-badge.tsx";

type BackendHeadProps = { backend: BackendAnswer; onWish: (wish: CommandWish) => void };

/** Its name, how it is, where it is, and what is wrong with it if anything is. */
export function BackendHead({ backend, onWish }: BackendHeadProps) {
  const { name, state, checkedAt, problem, managed, tags } = backend;
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <div className="flex min-w-0 flex-wrap items-center gap-3">
        <h2 className="min-w-0 wrap-anywhere font-semibold text-xl">{name}</h2>
        <BackendStateBadge state={state} />
        {managed && <Badge tone="accent">Started here</Badge>}
        {tags.map((tag) => (
          <Badge key={tag}>{tag}</Badge>
        ))}
        <BackendMenu {...{ backend, onWish }} />
      </div>
      <BackendFacts backend={backend} />
      {managed && <ManagedDeeds run={managed.run} name={name} />}
      {checkedAt && (
        <p data-live="" className="text-muted text-sm">
          Seen <TimeAgo at={checkedAt} />
        </p>
      )}
      {problem && (
        <Alert tone={state === "starting" ? "neutral" : "warning"} title={problem.message}>
          {problem.hint}
        </Alert>
      )}
    </div>
  );
}
