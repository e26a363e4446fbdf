"use client";

import { RotateCw, ScrollText, Square } from "lucide-react";
import { useState } from "react";
import { useSWRConfig } from "swr";
import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import { askApi } from "#components/run/ask-api.ts";
import { Button, LinkButton } from "#components/ui/button.tsx";
import { useToast } from "#components/ui/toast.tsx";
import { api, paths } from "#lib/paths.ts";

const deeds = {
  stop: { command: "backend-stop", word: "Stop", icon: <Square aria-hidden="true" /> },
  restart: { command: "backend-restart", word: "Restart", icon: <RotateCw aria-hidden="true" /> },
} as const;

type ManagedDeedsProps = {
  /** The run that owns the server. */
  run: string;
  name: string;
};

/** What can be done about a server that the console has started, and nothing of that about any other. */
export function ManagedDeeds({ run, name }: ManagedDeedsProps) {
  const { toast } = useToast();
  const { mutate } = useSWRConfig();
  const [asked, setAsked] = useState<keyof typeof deeds>();
  async function act(deed: keyof typeof deeds) {
    setAsked(deed);
    const body = { command: deeds[deed].command, input: { server: run } };
    const answer = await askApi<RunRecord>(api.runs(), { method: "POST", body });
    setAsked(undefined);
    if (!answer.ok)
      return void toast({ tone: "danger", title: answer.refusal.message, description: answer.refusal.hint });
    await mutate((key) => typeof key === "string" && key.startsWith(api.runs()));
  }
  return (
    <div className="flex flex-wrap gap-2">
      {(["restart", "stop"] as const).map((deed) => (
        <Button
          key={deed}
          size="sm"
          icon={deeds[deed].icon}
          busy={asked === deed}
          disabled={asked !== undefined}
          aria-label={`${deeds[deed].word} ${name}`}
          onClick={() => void act(deed)}
        >
          {deeds[deed].word}
        </Button>
      ))}
      <LinkButton
        size="sm"
        variant="ghost"
        icon={<ScrollText aria-hidden="true" />}
        href={paths.run(run)}
        aria-label={`Log of ${name}`}
      >
        Log
      </LinkButton>
    </div>
  );
}
