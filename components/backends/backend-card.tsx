"use client";

import Link from "next/link";
import type { BackendAnswer } from "#cli-bridge/protocol/backend-answer.ts";
import type { CommandWish } from "#components/command/command-dialog.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button, LinkButton } from "#components/ui/button.tsx";
import { Card, CardBody, CardHeader } from "#components/ui/card.tsx";
import { TimeAgo } from "#components/ui/time-ago.tsx";
import { toCountWords } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";
import { BackendFacts } from "./backend-facts.tsx";
import { BackendMenu } from "./backend-menu.tsx";
import { BackendStateBadge } from "./backend-state-badge.tsx";
import { loadWish } from "./backend-wishes.ts";
import { LoadedModelList } from "./loaded-model-list.tsx";
import { suggestionAt } from "./suggestions.ts";

const shownMax = 4;

type BackendCardProps = {
  backend: BackendAnswer;
  /** All that are known, this one among them. */
  backends: readonly BackendAnswer[];
  onWish: (wish: CommandWish) => void;
};

/** One server: how it is, what it has in memory, and the one or two things that make sense now. */
export function BackendCard({ backend, backends, onWish }: BackendCardProps) {
  const { name, state, problem, models, loaded, managed, tags, capabilities } = backend;
  const suggestion = suggestionAt(backend, backends);
  return (
    <Card className="flex flex-col">
      <CardHeader>
        <h2 className="min-w-0 flex-1 truncate">
          <Link href={paths.backend(backend.id)} className="hover:underline">
            {name}
          </Link>
        </h2>
        <BackendStateBadge state={state} />
        <BackendMenu {...{ backend, onWish }} />
      </CardHeader>
      <CardBody className="flex-1">
        <BackendFacts backend={backend} />
        {(managed || tags.length > 0) && (
          <div className="flex min-w-0 flex-wrap gap-1">
            {managed && <Badge tone="accent">Started here</Badge>}
            {tags.map((tag) => (
              <Badge key={tag}>{tag}</Badge>
            ))}
          </div>
        )}
        {problem && <Problem backend={backend} />}
        {loaded.length > 0 && <LoadedModelList {...{ backend, onWish }} max={shownMax} />}
        {suggestion && <p className="wrap-anywhere text-sm">{suggestion}</p>}
        <div className="mt-auto flex flex-wrap items-center gap-2">
          <span className="mr-auto text-muted text-sm max-sm:basis-full">{memoryWords(backend, models)}</span>
          {capabilities.includes("load") && (
            <Button size="sm" onClick={() => onWish(loadWish(backend))}>
              Load a model
            </Button>
          )}
          <LinkButton size="sm" href={paths.backend(backend.id)}>
            {loaded.length > shownMax ? `Open, ${loaded.length - shownMax} more` : "Open"}
          </LinkButton>
        </div>
      </CardBody>
    </Card>
  );
}

function memoryWords({ loaded, state }: BackendAnswer, models: number | undefined): string {
  const known = models === undefined ? undefined : toCountWords(models, "model");
  if (state !== "healthy") return known ?? "";
  const memory = loaded.length === 0 ? "nothing in memory" : `${loaded.length} in memory`;
  return [known, memory].filter(Boolean).join(", ");
}

/** What is wrong, what to do, and when it is asked again. */
function Problem({ backend: { problem, circuit, since } }: { backend: BackendAnswer }) {
  const next = circuit.state === "open" ? circuit.nextTryAt : undefined;
  return (
    <div className="flex min-w-0 flex-col gap-1 text-sm">
      <p className="wrap-anywhere">{problem?.message}</p>
      {problem?.hint && <p className="wrap-anywhere text-muted">{problem.hint}</p>}
      <p className="text-muted text-xs">
        {since && (
          <>
            Since <TimeAgo at={since} />.{" "}
          </>
        )}
        {next && (
          <span suppressHydrationWarning={true}>
            {toCountWords(circuit.failures, "try", "tries")} in vain; asked more rarely, next at{" "}
            {new Date(next).toLocaleTimeString()}.
          </span>
        )}
      </p>
    </div>
  );
}
