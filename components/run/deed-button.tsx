"use client";

import { Pause, Play, RefreshCw, RotateCw, X } from "lucide-react";
import { useState } from "react";
import { useSWRConfig } from "swr";
import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import { Button, type ButtonProps } from "#components/ui/button.tsx";
import { useToast } from "#components/ui/toast.tsx";
import { api } from "#lib/paths.ts";
import { askApi } from "./ask-api.ts";

const deeds = {
  pause: { method: "POST", url: api.pauseRun, word: "Pause", icon: <Pause aria-hidden="true" /> },
  tryNow: {
    method: "POST",
    url: api.tryRunNow,
    word: "Try now",
    icon: <RefreshCw aria-hidden="true" />,
  },
  resume: { method: "POST", url: api.resumeRun, word: "Resume", icon: <Play aria-hidden="true" /> },
  retry: { method: "POST", url: api.resumeRun, word: "Retry", icon: <RotateCw aria-hidden="true" /> },
  giveUp: { method: "DELETE", url: api.run, word: "Give up", icon: <X aria-hidden="true" /> },
} as const;

type DeedButtonProps = Omit<ButtonProps, "onClick" | "children" | "icon"> & {
  id: string;
  deed: keyof typeof deeds;
  /** Whether it has been asked already, here or elsewhere. */
  isAsked?: boolean | undefined;
  /** Only the icon is seen; the word is read out. */
  isBare?: boolean;
  onDone?: ((run: RunRecord) => void) | undefined;
};

/** One thing to do about a run. What comes of it is told by the run itself. */
export function DeedButton({ id, deed, isAsked = false, isBare = false, onDone, ...rest }: DeedButtonProps) {
  const { method, url, word, icon } = deeds[deed];
  const { toast } = useToast();
  const { mutate } = useSWRConfig();
  const [isBusy, setBusy] = useState(false);
  async function act() {
    setBusy(true);
    const answer = await askApi<RunRecord>(url(id), method === "POST" ? { method, body: {} } : { method });
    setBusy(false);
    if (!answer.ok)
      return void toast({ tone: "danger", title: answer.refusal.message, description: answer.refusal.hint });
    await mutate((key) => typeof key === "string" && key.startsWith(api.runs()));
    onDone?.(answer.value);
  }
  return (
    <Button
      size="sm"
      icon={icon}
      busy={isBusy || isAsked}
      aria-label={`${word} run ${id}`}
      title={isBare ? word : undefined}
      onClick={() => void act()}
      {...rest}
    >
      {!isBare && word}
    </Button>
  );
}
