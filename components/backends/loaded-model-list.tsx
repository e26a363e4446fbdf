"use client";

import type { BackendAnswer } from "#cli-bridge/protocol/backend-answer.ts";
import { canTalk } from "#components/chat/model-choices.ts";
import type { CommandWish } from "#components/command/command-dialog.tsx";
import { unloadWish } from "./backend-wishes.ts";
import { LoadedModelLine } from "./loaded-model-line.tsx";

type LoadedModelListProps = {
  backend: BackendAnswer;
  /** How many of them; all where nobody says. */
  max?: number;
  onWish: (wish: CommandWish) => void;
};

/** What a server has in memory, each as long a bar as it takes of it. */
export function LoadedModelList({ backend, max, onWish }: LoadedModelListProps) {
  const { id, loaded, name, capabilities } = backend;
  const most = Math.max(0, ...loaded.map(({ bytes = 0 }) => bytes));
  return (
    <ul aria-label={`In the memory of ${name}`} className="flex max-w-3xl flex-col gap-3">
      {loaded.slice(0, max).map((each) => (
        <li key={each.id}>
          <LoadedModelLine
            loaded={each}
            most={most}
            talksAt={capabilities.includes("chat") && canTalk(each) ? id : undefined}
            onUnload={capabilities.includes("unload") ? () => onWish(unloadWish(backend, each)) : undefined}
          />
        </li>
      ))}
    </ul>
  );
}
