"use client";

import Link from "next/link";
import { useMemo, useState } from "react";
import type { BackendAnswer } from "#cli-bridge/protocol/backend-answer.ts";
import { ChatButton } from "#components/chat/chat-button.tsx";
import { canTalk, isTalker } from "#components/chat/model-choices.ts";
import { useBackends } from "#components/shell/use-backends.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { FilterBox } from "#components/ui/filter-box.tsx";
import { LongList } from "#components/ui/long-list.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { toByteWords, toCountWords } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";
import { loadedStateWords } from "./loaded-words.ts";
import { memoryOfAllWords, type Place, type PlacedModel, placedModels } from "./placed-models.ts";
import { suggestionOf } from "./suggestions.ts";
import { useListings } from "./use-listings.ts";
import { useLoadedTone } from "./use-loaded-tone.ts";

const rowPx = 76;
const virtualFrom = 100;

/** All models of all servers: where each one is, and where it is in memory. */
export function PlacedModelList({ initial }: { initial: readonly BackendAnswer[] }) {
  const backends = useBackends() ?? initial;
  const { listings, silent, isReading } = useListings(backends);
  const [query, setQuery] = useState("");
  const placed = useMemo(() => placedModels(backends, listings), [backends, listings]);
  const shown = placed.filter((model) => isMatch(model, query));
  const lineOf = (placed: PlacedModel) => <PlacedModelLine placed={placed} />;
  if (isReading && placed.length === 0) return <Skeleton className="h-64" />;
  if (placed.length === 0)
    return <Empty title="No server has a model yet">Those of every server that answers stand here.</Empty>;
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <p data-live="" className="text-muted">
        {toCountWords(placed.length, "model")} at {toCountWords(backends.length, "server")},{" "}
        {memoryOfAllWords(backends)}
      </p>
      <FilterBox label="Filter models" placeholder="Model or server" value={query} onValue={setQuery} />
      {silent.length > 0 && (
        <Alert tone="neutral" title={`${silent.join(", ")} could not be asked.`}>
          Their models are missing below.
        </Alert>
      )}
      {shown.length === 0 ? (
        <p className="text-muted">No model fits.</p>
      ) : shown.length > virtualFrom ? (
        <LongList
          rows={shown}
          label="Models"
          rowPx={rowPx}
          className="h-[40rem] rounded-md border border-line"
          lineOf={lineOf}
        />
      ) : (
        <ul aria-label="Models" className="divide-y divide-line rounded-md border border-line">
          {shown.map((model) => (
            <li key={model.id}>{lineOf(model)}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

function PlacedModelLine({ placed }: { placed: PlacedModel }) {
  const { id, places } = placed;
  const model = places[0]?.model;
  const talkers = places.filter(({ backend, model }) => isTalker(backend) && canTalk(model));
  const talker = talkers.find(({ loaded }) => loaded?.state === "ready") ?? talkers[0];
  const suggestion = suggestionOf(places);
  const facts = [model?.parameterSize, model?.quantization, model?.bytes && toByteWords(model.bytes)];
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-x-4 gap-y-1 px-3 py-2">
      <div className="flex min-w-0 flex-1 basis-60 flex-col gap-0.5">
        <span className="truncate font-mono text-sm" title={id}>
          {id}
        </span>
        <span className="text-muted text-xs tabular-nums">{facts.filter(Boolean).join(" · ")}</span>
        {suggestion && <span className="wrap-anywhere text-sm">{suggestion}</span>}
      </div>
      <ul aria-label={`Servers that have ${id}`} className="flex min-w-0 flex-wrap gap-2">
        {places.map((place) => (
          <li key={place.backend.id} className="flex min-w-0 items-center gap-1">
            <Link
              href={paths.backend(place.backend.id)}
              className="max-w-40 truncate text-sm hover:underline"
            >
              {place.backend.name}
            </Link>
            <PlaceBadge place={place} />
          </li>
        ))}
      </ul>
      {talker && <ChatButton instance={talker.backend.id} model={id} isBare={true} />}
    </div>
  );
}

function PlaceBadge({ place: { loaded, backend } }: { place: Place }) {
  const tone = useLoadedTone(loaded?.state);
  if (!loaded) return null;
  const running = backend.requests?.running ?? 0;
  const state = loaded.state === "ready" ? "In memory" : loadedStateWords(loaded);
  return <Badge tone={tone}>{running > 0 ? `${state}, busy` : state}</Badge>;
}

const isMatch = ({ id, places }: PlacedModel, query: string): boolean => {
  const words = [id, ...places.map(({ backend }) => backend.name)].join(" ").toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => words.includes(word));
};
