"use client";

import { useState } from "react";
import useSWR from "swr";
import type { CommandAnswer } from "#cli-bridge/protocol/command-answer.ts";
import {
  type CommandInput,
  type CommandView,
  toCommandView,
  whyAlone,
} from "#components/command/command-view.ts";
import { CommandWork } from "#components/command/command-work.tsx";
import { removalModeOf, viewOfRemoval } from "#components/command/removal-modes.ts";
import { useCommandWork } from "#components/command/use-command-work.ts";
import { fetchAnswer } from "#components/shell/fetch-answer.ts";
import { Alert } from "#components/ui/alert.tsx";
import {
  Dialog,
  DialogBody,
  DialogContent,
  DialogDescription,
  DialogHeader,
  DialogTitle,
} from "#components/ui/dialog.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { toCountWords } from "#lib/format.ts";
import { type BatchWish, batchDeeds, namesInput } from "./batch-deeds.ts";
import { BatchForm, firstInput } from "./batch-form.tsx";

const namedMax = 3;

type BatchDialogProps = { wish: BatchWish; onClose: () => void };

/** One command for all that are selected: its question, its words, its plan, its run, and what became of each. */
export function BatchDialog({ wish, onClose }: BatchDialogProps) {
  const { deed, names } = wish;
  const { command, verb } = batchDeeds[deed];
  const { data, error } = useSWR<CommandAnswer[], Error>("/api/commands", fetchAnswer);
  const answer = data?.find(({ name }) => name === command);
  const whole = answer && toCommandView(answer, command === "verify" ? ["fixMissing", "record"] : undefined);
  const alone = whole && names.length > 1 ? whyAlone(whole) : undefined;
  const view = whole && { ...whole, disabled: whole.disabled ?? alone };
  const ending =
    deed === "favourite" ? " as favourite" : deed === "unfavourite" ? ", no favourite any more" : "";
  const title = `${verb} ${names.length === 1 ? names[0] : toCountWords(names.length, "model")}${ending}`;
  return (
    <Dialog open={true} onOpenChange={(isOpen) => isOpen || onClose()}>
      <DialogContent width={deed === "verify" ? "xl" : "lg"}>
        <DialogHeader>
          <DialogTitle className="break-words">{title}</DialogTitle>
          <DialogDescription className={names.length === 1 ? "sr-only" : "break-words"}>
            {toNameWords(names)}
          </DialogDescription>
        </DialogHeader>
        <DialogBody>
          {view !== undefined && <BatchWork view={view} wish={wish} />}
          {view === undefined && error === undefined && <Skeleton className="h-24" />}
          {error !== undefined && (
            <Alert tone="danger" title="The command could not be read.">
              {error.message}
            </Alert>
          )}
        </DialogBody>
      </DialogContent>
    </Dialog>
  );
}

function BatchWork({ view, wish }: { view: CommandView; wish: BatchWish }) {
  const [said, setSaid] = useState<CommandInput | undefined>(() => firstInput(wish.deed));
  const [names] = useState(() => namesInput(wish.names));
  const input = { ...names, ...said };
  const shown = wish.deed === "remove" ? viewOfRemoval(view, removalModeOf(input)) : view;
  const work = useCommandWork(shown, input, { isWhole: said !== undefined });
  const isBusy = work.flow.stage === "running" || work.flow.stage === "rehearsing";
  return (
    <form className="flex min-w-0 flex-col gap-4" onSubmit={(event) => event.preventDefault()}>
      <BatchForm deed={wish.deed} view={view} isBusy={isBusy} onInput={setSaid} />
      <CommandWork
        view={shown}
        input={input}
        work={work}
        isWatched={true}
        {...(said === undefined && { waiting: "The command appears here as soon as it is complete." })}
      />
    </form>
  );
}

function toNameWords(names: readonly string[]): string {
  const rest = names.length - namedMax;
  const named = names.slice(0, namedMax).join(", ");
  return rest > 0 ? `${named} and ${toCountWords(rest, "other")}` : named;
}
