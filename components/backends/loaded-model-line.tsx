"use client";

import type { LoadedModel } from "#cli-bridge/protocol/backend-answer.ts";
import { ChatButton } from "#components/chat/chat-button.tsx";
import { type BarPart, SplitBar } from "#components/system/split-bar.tsx";
import { Button } from "#components/ui/button.tsx";
import { ProgressBar } from "#components/ui/progress-bar.tsx";
import { loadedStateWords, memoryWords, processorWords, stayWords } from "./loaded-words.ts";
import { useNow } from "./use-now.ts";

type LoadedModelLineProps = {
  loaded: LoadedModel;
  /** The most that any model of its server takes, so that bars can be compared. */
  most: number;
  onUnload?: (() => void) | undefined;
  /** The server that answers with it, where it can be talked to. */
  talksAt?: string | undefined;
};

/** A model in memory: how much it takes and where, for how long it stays, and the way out. */
export function LoadedModelLine({ loaded, most, onUnload, talksAt }: LoadedModelLineProps) {
  const now = useNow();
  const { id, model, bytes, state, progress, contextLength } = loaded;
  const isMoving = state === "loading" || state === "stopping";
  const facts = [
    state === "ready" ? undefined : loadedStateWords(loaded),
    memoryWords(loaded),
    processorWords(loaded),
    contextLength === undefined ? undefined : `${contextLength.toLocaleString("en")} tokens`,
    state === "stopping" ? undefined : stayWords(loaded, now),
  ];
  return (
    <div className="flex min-w-0 items-center gap-3">
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        <span className="truncate font-mono text-sm" title={id === model ? id : `${model} as ${id}`}>
          {id}
        </span>
        {isMoving ? (
          <ProgressBar
            value={progress}
            label={`${id} is ${loadedStateWords(loaded).toLowerCase()}`}
            tone="warning"
          />
        ) : (
          bytes !== undefined && (
            <SplitBar label={`Memory of ${id}`} total={most} parts={memoryParts(loaded, bytes)} />
          )
        )}
        <span className="text-muted text-xs tabular-nums" suppressHydrationWarning={true}>
          {facts.filter((fact) => fact !== undefined).join(" · ")}
        </span>
      </div>
      {talksAt !== undefined && state === "ready" && (
        <ChatButton instance={talksAt} model={model} isBare={true} />
      )}
      {onUnload && (
        <Button size="sm" aria-label={`Unload ${id}`} disabled={state === "stopping"} onClick={onUnload}>
          Unload
        </Button>
      )}
    </div>
  );
}

/** What a GPU holds, then what the processor has to reckon with; all as one where that is not told. */
function memoryParts({ gpuBytes = Number.POSITIVE_INFINITY }: LoadedModel, bytes: number): BarPart[] {
  const onGpu = Math.min(gpuBytes, bytes);
  return [
    { key: "gpu", bytes: onGpu, tone: "first" },
    { key: "processor", bytes: bytes - onGpu, tone: "other" },
  ];
}
