"use client";

import { Star } from "lucide-react";
import type { BackendAnswer, BackendModel, LoadedModel } from "#cli-bridge/protocol/backend-answer.ts";
import type { CommandWish } from "#components/command/command-dialog.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/input.tsx";
import { cn } from "#lib/cn.ts";
import { toByteWords } from "#lib/format.ts";
import { loadWish, unloadWish } from "./backend-wishes.ts";
import { LineMenu } from "./line-menu.tsx";
import { loadedStateWords } from "./loaded-words.ts";
import { useActiveModel } from "./use-active-model.ts";
import { useLoadedTone } from "./use-loaded-tone.ts";

type ServedModelLineProps = {
  backend: BackendAnswer;
  model: BackendModel;
  isStarred: boolean;
  onStar: () => void;
  onWish: (wish: CommandWish) => void;
  onShow: (model: BackendModel) => void;
  tick?: { isTicked: boolean; onTick: (isTicked: boolean) => void };
};

/** A model of a server: what it is, and what can be done with it there. */
export function ServedModelLine(props: ServedModelLineProps) {
  const { backend, model, isStarred, onStar, onWish, onShow, tick } = props;
  const { id, bytes, parameterSize, quantization, contextLength, capabilities = [], remote } = model;
  const { active, choose } = useActiveModel();
  const isActive = active?.server === backend.id && active.model === id;
  const inMemory = backend.loaded.find((each) => each.model === id);
  const isReady = inMemory?.state === "ready";
  const tone = useLoadedTone(inMemory?.state);
  const facts = [
    parameterSize,
    quantization,
    contextLength === undefined ? undefined : `${contextLength.toLocaleString("en")} tokens`,
    remote ? `runs at ${remote.host}` : bytes === undefined ? undefined : toByteWords(bytes),
  ];
  return (
    <div className="flex min-w-0 items-center gap-3 px-3 py-2">
      {tick && (
        <Checkbox
          aria-label={`Choose ${id}`}
          checked={tick.isTicked}
          onChange={(event) => tick.onTick(event.target.checked)}
        />
      )}
      <Button
        size="sm"
        variant="ghost"
        aria-pressed={isStarred}
        aria-label={`${id} is a favourite`}
        icon={<Star aria-hidden="true" className={cn(isStarred && "fill-current text-accent")} />}
        onClick={onStar}
      />
      <div className="flex min-w-0 flex-1 flex-col gap-0.5">
        <span className="truncate font-mono text-sm" title={id}>
          {id}
        </span>
        <span className="flex min-w-0 flex-wrap items-center gap-x-2 text-muted text-xs tabular-nums">
          {isActive && <span className="font-medium text-accent">Active</span>}
          {facts.filter((fact) => fact !== undefined).join(" · ")}
          <span className="truncate max-sm:hidden">{capabilities.join(", ")}</span>
        </span>
      </div>
      {inMemory && (
        <Badge
          tone={tone}
          // Where there is little room, the button beside it says as much.
          className={isReady && backend.capabilities.includes("unload") ? "max-sm:hidden" : undefined}
        >
          {isReady ? "In memory" : loadedStateWords(inMemory)}
        </Badge>
      )}
      <MainDeed {...{ backend, model, inMemory, onWish }} />
      <LineMenu
        {...{ backend, model, onWish, onShow, isActive }}
        onActive={() => choose(isActive ? undefined : { server: backend.id, model: id })}
      />
    </div>
  );
}

type MainDeedProps = Pick<ServedModelLineProps, "backend" | "model" | "onWish"> & {
  inMemory: LoadedModel | undefined;
};

function MainDeed({ backend, model: { id, remote }, inMemory, onWish }: MainDeedProps) {
  const [says, wish] =
    inMemory && backend.capabilities.includes("unload")
      ? ["Unload", unloadWish(backend, inMemory)]
      : [
          "Load",
          inMemory || remote || !backend.capabilities.includes("load") ? undefined : loadWish(backend, id),
        ];
  return (
    wish && (
      <Button size="sm" aria-label={`${says} ${id}`} onClick={() => onWish(wish)}>
        {says}
      </Button>
    )
  );
}
