"use client";

import type { BackendAnswer } from "#cli-bridge/protocol/backend-answer.ts";
import type { CommandWish } from "#components/command/command-dialog.tsx";
import { Button } from "#components/ui/button.tsx";
import { Section } from "#components/ui/section.tsx";
import { loadWish, unloadAllWish } from "./backend-wishes.ts";
import { LoadedModelList } from "./loaded-model-list.tsx";
import { sumOfMemoryWords } from "./loaded-words.ts";

type InMemoryProps = { backend: BackendAnswer; onWish: (wish: CommandWish) => void };

/** What a server has in memory, what each takes, and the ways in and out. */
export function InMemory({ backend, onWish }: InMemoryProps) {
  const { loaded, capabilities } = backend;
  const memory = sumOfMemoryWords(loaded);
  const canUnload = capabilities.includes("unload");
  return (
    <Section title="In memory" description={<span data-live="">{toMemoryWords(loaded.length, memory)}</span>}>
      {loaded.length > 0 && <LoadedModelList {...{ backend, onWish }} />}
      <div className="flex flex-wrap gap-2">
        {capabilities.includes("load") && (
          <Button onClick={() => onWish(loadWish(backend))}>Load a model</Button>
        )}
        {canUnload && loaded.length > 1 && (
          <Button onClick={() => onWish(unloadAllWish(backend))}>Unload all {loaded.length}</Button>
        )}
      </div>
    </Section>
  );
}

function toMemoryWords(count: number, memory: string | undefined): string {
  if (count === 0) return "Nothing";
  return `${count === 1 ? "One model" : `${count} models`}${memory === undefined ? "" : `, ${memory}`}`;
}
