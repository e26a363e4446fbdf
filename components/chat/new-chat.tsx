"use client";

import { useSearchParams } from "next/navigation";
import { useState } from "react";
import { useActiveModel } from "#components/backends/use-active-model.ts";
import { Button, LinkButton } from "#components/ui/button.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { paths } from "#lib/paths.ts";
import { type ModelGroup, type ModelPick, preferredPick } from "./model-choices.ts";
import { ModelSelect } from "./model-select.tsx";
import { useModelGroups } from "./use-model-groups.ts";
import { useNewChat } from "./use-new-chat.ts";

/** Where a chat begins: with which model. Where there is none to talk to, what helps. */
export function NewChat() {
  const { backends, groups, isReading } = useModelGroups();
  const { active } = useActiveModel();
  const asked = useSearchParams();
  const [instance, model] = [asked.get("instance"), asked.get("model")];
  if (backends.length === 0)
    return (
      <Empty
        title="No server of models is known"
        actions={
          <>
            <LinkButton href={paths.backends()}>Look for servers</LinkButton>
            <LinkButton href={paths.backendStart()}>Start a server</LinkButton>
          </>
        }
      >
        A chat needs a server that answers, such as Ollama, LM Studio, vLLM or llama.cpp. Those of this
        machine are found by themselves once they run.
      </Empty>
    );
  if (groups.length === 0 && isReading) return <Skeleton className="h-40" />;
  if (groups.length === 0)
    return (
      <Empty
        title={
          backends.some(({ state }) => state === "healthy")
            ? "No server has a model to talk to yet"
            : "No server answers"
        }
        actions={
          <>
            <LinkButton href={paths.backends()}>See the servers</LinkButton>
            <LinkButton href={paths.download()}>Download a model</LinkButton>
          </>
        }
      >
        Those of every server that answers can be chosen here.
      </Empty>
    );
  const wanted = instance && model ? { instance, model } : preferredPick(backends, active, groups);
  return <Beginning key={JSON.stringify(wanted)} groups={groups} wanted={wanted} />;
}

type BeginningProps = { groups: readonly ModelGroup[]; wanted: ModelPick | undefined };

function Beginning({ groups, wanted }: BeginningProps) {
  const [pick, setPick] = useState(wanted);
  const { begin, isBusy } = useNewChat();
  return (
    <Empty
      title="A new chat"
      className="max-lg:py-4"
      actions={
        <>
          <ModelSelect label="Model" groups={groups} pick={pick} onPick={setPick} className="max-w-80" />
          <Button variant="primary" busy={isBusy} disabled={!pick} onClick={() => pick && void begin(pick)}>
            Begin
          </Button>
        </>
      }
    >
      What is said stays on this machine and at the server that is asked. Another model can take over at any
      time.
    </Empty>
  );
}
