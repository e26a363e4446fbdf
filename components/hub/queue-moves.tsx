"use client";

import { ArrowDown, ArrowUp, ChevronsUp } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useSWRConfig } from "swr";
import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import { askApi } from "#components/run/ask-api.ts";
import { toRunLabel } from "#components/shell/run-words.ts";
import { Button } from "#components/ui/button.tsx";
import { useToast } from "#components/ui/toast.tsx";
import { api } from "#lib/paths.ts";

type QueueMovesProps = {
  run: RunRecord;
  /** All that wait, in their order. */
  waiting: readonly RunRecord[];
  onSay: (sentence: string) => void;
};

type Move = { name: string; before: string | undefined; icon: typeof ArrowUp };

/** Before which run each button would put it; nothing where it stands there already. */
function movesOf(waiting: readonly RunRecord[], at: number): Move[] {
  const isLast = at === waiting.length - 1;
  return [
    { name: "to the front", before: at > 1 ? "first" : undefined, icon: ChevronsUp },
    { name: "up", before: at > 0 ? waiting[at - 1]?.id : undefined, icon: ArrowUp },
    { name: "down", before: isLast ? undefined : (waiting[at + 2]?.id ?? "last"), icon: ArrowDown },
  ];
}

/** Moves a waiting run. The focus stays with it, wherever it goes. */
export function QueueMoves({ run, waiting, onSay }: QueueMovesProps) {
  const { toast } = useToast();
  const { mutate } = useSWRConfig();
  const [busy, setBusy] = useState<string>();
  const group = useRef<HTMLSpanElement>(null);
  const pressed = useRef<string>(undefined);
  const at = waiting.findIndex(({ id }) => id === run.id);
  // A row that is put elsewhere in the page loses the focus on its way.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is the new place that calls for it.
  useEffect(() => {
    if (pressed.current !== undefined) focusIn(group.current, pressed.current);
    pressed.current = undefined;
  }, [at]);
  async function move({ name, before }: Move) {
    setBusy(name);
    pressed.current = name;
    const answer = await askApi<RunRecord>(api.moveRun(run.id), { method: "POST", body: { before } });
    await mutate((key) => typeof key === "string" && key.startsWith(api.runs()));
    setBusy(undefined);
    if (!answer.ok) {
      pressed.current = undefined;
      return void toast({ tone: "danger", title: answer.refusal.message, description: answer.refusal.hint });
    }
    onSay(`${toRunLabel(run)} is number ${answer.value.place} of ${waiting.length} that wait.`);
  }
  return (
    <span ref={group} className="flex">
      {movesOf(waiting, at).map((each) => (
        <Button
          key={each.name}
          size="sm"
          variant="ghost"
          data-move={each.name}
          icon={<each.icon aria-hidden="true" />}
          busy={busy === each.name}
          disabled={each.before === undefined}
          title={`Move ${each.name}`}
          aria-label={`Move run ${run.id} ${each.name}`}
          onClick={() => void move(each)}
        />
      ))}
    </span>
  );
}

/** The button that was pressed may have nowhere further to go; then another of the same row. */
function focusIn(group: HTMLElement | null, name: string): void {
  const open = [...(group?.querySelectorAll<HTMLElement>("button:not(:disabled)") ?? [])];
  (open.find((button) => button.dataset.move === name) ?? open[0])?.focus();
}
