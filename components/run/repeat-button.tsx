"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import { Button, type ButtonProps } from "#components/ui/button.tsx";
import { useToast } from "#components/ui/toast.tsx";
import { api, paths } from "#lib/paths.ts";
import { askApi } from "./ask-api.ts";
import { commandHref } from "./command-href.ts";

type RepeatButtonProps = Omit<ButtonProps, "onClick"> & { run: RunRecord };

/** Does a run again. What needs a plan or a confirmation opens as its form, filled in, because those are never repeated. */
export function RepeatButton({ run, ...rest }: RepeatButtonProps) {
  const router = useRouter();
  const { toast } = useToast();
  const [isAsked, setAsked] = useState(false);
  async function repeat() {
    if (run.effect !== "reads") return router.push(commandHref(run));
    setAsked(true);
    const answer = await askApi<RunRecord>(api.repeatRun(run.id), { method: "POST", body: {} });
    setAsked(false);
    if (answer.ok) return router.push(paths.run(answer.value.id));
    toast({ tone: "danger", title: answer.refusal.message, description: answer.refusal.hint });
  }
  return (
    <Button size="sm" busy={isAsked} onClick={() => void repeat()} {...rest}>
      Repeat
    </Button>
  );
}
