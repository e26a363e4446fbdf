"use client";

import dynamic from "next/dynamic";
import { type ComponentProps, useState } from "react";
import useSWR, { SWRConfig } from "swr";
import type { BackendAnswer, BackendModel } from "#cli-bridge/protocol/backend-answer.ts";
import { CommandDialog, type CommandWish } from "#components/command/command-dialog.tsx";
import type { ServerConfig } from "#components/managed/server-config.tsx";
import { readApi } from "#components/run/ask-api.ts";
import { useBackends } from "#components/shell/use-backends.ts";
import { Alert } from "#components/ui/alert.tsx";
import { LinkButton } from "#components/ui/button.tsx";
import { Section } from "#components/ui/section.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { toCountWords } from "#lib/format.ts";
import { api, paths } from "#lib/paths.ts";
import { BackendHead } from "./backend-head.tsx";
import { EndpointHelp } from "./endpoint-help.tsx";
import { InMemory } from "./in-memory.tsx";
import { ModelTimesList } from "./model-times-list.tsx";
import { RequestList } from "./request-list.tsx";
import { ServedConfig } from "./served-config.tsx";
import { ServedModelList } from "./served-model-list.tsx";
import { StoreDeeds } from "./store-deeds.tsx";

/** Most visits look at no single model. */
const ModelSheet = dynamic(async () => (await import("./model-sheet.tsx")).ModelSheet);

type BackendPageProps = {
  initial: BackendAnswer;
  /** Where there is something that it can be told. */
  config?: Pick<ComponentProps<typeof ServerConfig>, "setup" | "view"> | undefined;
};

/** One server: how it is, what it has in memory and on the disk, and how it is talked to. */
export function BackendPage({ initial, config }: BackendPageProps) {
  const backends = useBackends();
  const isGone = backends !== undefined && !backends.some(({ id }) => id === initial.id);
  return (
    // Nothing more is asked of one that is gone; what was seen last stays.
    <SWRConfig value={{ isPaused: () => isGone }}>
      <BackendParts {...{ initial, config, isGone, backends: backends ?? [] }} />
    </SWRConfig>
  );
}

type BackendPartsProps = BackendPageProps & { isGone: boolean; backends: readonly BackendAnswer[] };

function BackendParts({ initial, config, isGone, backends }: BackendPartsProps) {
  const backend = backends.find(({ id }) => id === initial.id) ?? initial;
  const { data, error } = useSWR<{ models: BackendModel[] }, Error>(api.backendModels(initial.id), readApi);
  const [wish, setWish] = useState<CommandWish>();
  const [shown, setShown] = useState<BackendModel>();
  const models = data?.models ?? [];
  return (
    <div className="flex min-w-0 flex-col gap-8">
      {isGone && <NoLongerKnown backend={backend} />}
      <BackendHead backend={backend} onWish={setWish} />
      <InMemory backend={backend} onWish={setWish} />
      <Section
        title="Models"
        description={data ? `${toCountWords(models.length, "model")} that it could serve.` : undefined}
      >
        <StoreDeeds
          backend={backend}
          others={backends.filter(({ id }) => id !== backend.id)}
          models={data?.models}
          onWish={setWish}
        />
        {error && (
          <Alert tone="danger" title="Its list could not be read.">
            {error.message}
          </Alert>
        )}
        {!data && !error && <Skeleton className="h-40" />}
        {data && models.length > 0 && (
          <ServedModelList backend={backend} models={models} onWish={setWish} onShow={setShown} />
        )}
        {data && models.length === 0 && <p className="text-muted">It has no models yet.</p>}
      </Section>
      <ModelTimesList server={backend.id} />
      <EndpointHelp backend={backend} models={models.map(({ id }) => id)} />
      {config && <ServedConfig {...config} isManaged={backend.managed !== undefined} />}
      <RequestList server={backend.id} />
      {wish && <CommandDialog key={wish.title} wish={wish} onClose={() => setWish(undefined)} />}
      {shown && <ModelSheet backend={backend} model={shown.id} onClose={() => setShown(undefined)} />}
    </div>
  );
}

function NoLongerKnown({ backend: { id, name } }: { backend: BackendAnswer }) {
  return (
    <Alert
      tone="warning"
      title={`${name} is no longer known here.`}
      actions={
        <LinkButton size="sm" href={paths.activity({ instance: id })}>
          What happened to it
        </LinkButton>
      }
    >
      It was removed or is no longer found. What stands below is what was seen last.
    </Alert>
  );
}
