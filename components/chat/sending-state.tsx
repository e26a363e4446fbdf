"use client";

import type { BackendAnswer } from "#cli-bridge/protocol/backend-answer.ts";
import { loadWish, startOllamaAt } from "#components/backends/backend-wishes.ts";
import type { CommandWish } from "#components/command/command-dialog.tsx";
import { Button, LinkButton } from "#components/ui/button.tsx";
import { paths } from "#lib/paths.ts";
import type { Obstacle } from "./sending-obstacle.ts";

type SendingStateProps = {
  backend: BackendAnswer | undefined;
  model: string;
  obstacle: Obstacle | undefined;
  /** What comes before the first word. */
  first: string | undefined;
  onWish: (wish: CommandWish) => void;
};

/** Beside the place to write: why nothing can be sent, or what sending sets off, and what can be done about it. */
export function SendingState({ backend, model, obstacle, first, onWish }: SendingStateProps) {
  return (
    <div role="status" className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1 text-sm empty:hidden">
      {obstacle ? (
        <>
          <p className="wrap-anywhere text-warning">{obstacle.says}</p>
          {obstacle.deed === "start-ollama" && backend && (
            <Button size="sm" onClick={() => onWish(startOllamaAt(backend))}>
              Start Ollama
            </Button>
          )}
          {obstacle.deed === "start" && (
            <LinkButton size="sm" href={paths.backendStart()}>
              Start a server
            </LinkButton>
          )}
          {obstacle.deed === "look" && backend && (
            <LinkButton size="sm" href={paths.backend(backend.id)}>
              See {backend.name}
            </LinkButton>
          )}
        </>
      ) : (
        first &&
        backend && (
          <>
            <p className="wrap-anywhere text-muted">{first}</p>
            <Button size="sm" variant="ghost" onClick={() => onWish(loadWish(backend, model))}>
              Load it now
            </Button>
          </>
        )
      )}
    </div>
  );
}
