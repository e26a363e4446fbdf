"use client";

import { Download, RefreshCw } from "lucide-react";
import type { BackendAnswer, BackendModel } from "#cli-bridge/protocol/backend-answer.ts";
import type { CommandWish } from "#components/command/command-dialog.tsx";
import { Button } from "#components/ui/button.tsx";
import { CompareMenu } from "./compare-menu.tsx";
import { downloadWish, pullWish, updateWish } from "./model-wishes.ts";
import { StoreLists } from "./store-lists.tsx";

type StoreDeedsProps = {
  backend: BackendAnswer;
  others: readonly BackendAnswer[];
  models: readonly BackendModel[] | undefined;
  onWish: (wish: CommandWish) => void;
};

/** What can be done with all that a server holds: more of it, newer ones, or the same as another has. */
export function StoreDeeds({ backend, others, models, onWish }: StoreDeedsProps) {
  if (backend.capabilities.includes("download"))
    return (
      <div>
        <Button icon={<Download aria-hidden="true" />} onClick={() => onWish(downloadWish(backend))}>
          Download a model
        </Button>
      </div>
    );
  if (!backend.capabilities.includes("pull") || backend.kind !== "ollama") return null;
  const alike = others.filter(({ kind, state }) => kind === "ollama" && state === "healthy");
  return (
    <div className="flex flex-wrap gap-2">
      <Button icon={<Download aria-hidden="true" />} onClick={() => onWish(pullWish(backend))}>
        Pull a model
      </Button>
      <Button icon={<RefreshCw aria-hidden="true" />} onClick={() => onWish(updateWish(backend, []))}>
        Update all
      </Button>
      <StoreLists {...{ backend, models, onWish }} />
      {alike.length > 0 && <CompareMenu backend={backend} others={alike} onWish={onWish} />}
    </div>
  );
}
