"use client";

import useSWR from "swr";
import type { StorePlace, StoresAnswer } from "#cli-bridge/protocol/stores-answer.ts";
import { readApi } from "#components/run/ask-api.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Card, CardHeader } from "#components/ui/card.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { api } from "#lib/paths.ts";
import { ImportPlaceRow } from "./import-place-row.tsx";

type Kind = Exclude<keyof StoresAnswer, "roots">;

const names: Readonly<Record<Kind, { title: string; nothing: string }>> = {
  ollamaServer: { title: "Server", nothing: "No server answers." },
  ollamaStore: { title: "Store on disk", nothing: "No store was found." },
  lmstudio: { title: "LM Studio", nothing: "No folder of its models was found." },
  hubCache: { title: "Hugging Face cache", nothing: "No cache was found." },
};

/** What other tools keep on this machine; what was not found says where it was looked for. */
export function ImportPlaces({ title, kinds }: { title: string; kinds: readonly Kind[] }) {
  const { data, error, isLoading } = useSWR<StoresAnswer, Error>(api.stores(), readApi, {
    revalidateOnFocus: false,
  });
  return (
    <Card role="region" aria-label={title}>
      <CardHeader>
        <h2 className="min-w-0 flex-1">{title}</h2>
      </CardHeader>
      {error && <Alert tone="danger" title={error.message} className="m-4" />}
      {isLoading && !data && (
        <div className="flex flex-col gap-3 p-4">
          {kinds.map((kind) => (
            <Skeleton key={kind} className="h-5 w-2/3" />
          ))}
        </div>
      )}
      {data && (
        <ul className="divide-y divide-line">
          {kinds.map((kind) => (
            <ImportPlaceRow key={kind} {...names[kind]} places={placesIn(data, kind)} />
          ))}
        </ul>
      )}
    </Card>
  );
}

const placesIn = (answer: StoresAnswer, kind: Kind): readonly StorePlace[] => [answer[kind]].flat();
