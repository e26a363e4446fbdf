"use client";

import { useMemo, useState } from "react";
import useSWR from "swr";
import type { CommandAnswer } from "#cli-bridge/protocol/command-answer.ts";
import { readApi } from "#components/run/ask-api.ts";
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
import { api } from "#lib/paths.ts";
import type { CommandDialogProps, CommandWish } from "./command-dialog.tsx";
import { CommandForm } from "./command-form.tsx";
import { type CommandInput, type CommandView, toCommandView } from "./command-view.ts";
import { CommandWork } from "./command-work.tsx";
import { inputOf, valuesOf } from "./form-values.ts";
import { useCommandWork } from "./use-command-work.ts";

/** A command in a dialog: what is still to be said, its words, its plan, its run and what became of it. */
export function MadeCommandDialog({ wish, onClose }: CommandDialogProps) {
  const { data, error } = useSWR<CommandAnswer[], Error>(api.commands(), readApi);
  const answer = data?.find(({ name }) => name === wish.command);
  return (
    <Dialog open={true} onOpenChange={(isOpen) => isOpen || onClose()}>
      <DialogContent width="lg">
        <DialogHeader>
          <DialogTitle className="wrap-anywhere">{wish.title}</DialogTitle>
          <DialogDescription>{answer ? `${answer.summary}.` : "Reading the command."}</DialogDescription>
        </DialogHeader>
        <DialogBody>
          {answer && <Work view={toCommandView(answer)} wish={wish} />}
          {!answer && !error && <Skeleton className="h-24" />}
          {error && (
            <Alert tone="danger" title="The command could not be read.">
              {error.message}
            </Alert>
          )}
        </DialogBody>
      </DialogContent>
    </Dialog>
  );
}

function Work({ view, wish }: { view: CommandView; wish: CommandWish }) {
  const { asks = [] } = wish;
  const controls = view.controls.filter(({ name }) => asks.includes(name));
  const [values, setValues] = useState(() => valuesOf(controls, wish.input));
  const said = JSON.stringify({ ...wish.input, ...inputOf(controls, values) });
  const input = useMemo<CommandInput>(() => JSON.parse(said), [said]);
  const work = useCommandWork(view, input);
  const { flow, preview } = work;
  const refusal = flow.stage === "form" || flow.stage === "plan" ? flow.refusal : undefined;
  return (
    <form className="flex min-w-0 flex-col gap-4" onSubmit={(event) => event.preventDefault()}>
      <CommandForm
        controls={controls}
        values={values}
        input={input}
        issues={[...(preview.refusal?.issues ?? []), ...(refusal?.issues ?? [])]}
        onChange={(name, value) => setValues((before) => ({ ...before, [name]: value }))}
      />
      <CommandWork view={view} input={input} work={work} isWatched={true} />
    </form>
  );
}
