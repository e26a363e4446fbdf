"use client";

import { CircleCheck, CircleDotDashed, CircleSlash, Lock } from "lucide-react";
import useSWR from "swr";
import type { EntryRow, RegistryAnswer } from "#cli-bridge/protocol/registry-answer.ts";
import { toFormatWords, toQuantWords } from "#components/registry/model-words.ts";
import { readApi } from "#components/run/ask-api.ts";
import { Badge } from "#components/ui/badge.tsx";
import { toByteWords } from "#lib/format.ts";
import { matchingEntries } from "./matching-entries.ts";

/** What the registry knows of the model that was named: enough to see that it is the right one. */
export function ModelFacts({ name }: { name: string }) {
  const { data } = useSWR<RegistryAnswer, Error>(matchingEntries(name), readApi);
  const entry = data?.entries.find((found) => found.name === name);
  if (!data) return null;
  if (!entry)
    return (
      <p role="status" className="text-muted">
        There is no model of this name in the registry.
      </p>
    );
  const size = entry.sizeBytes;
  const facts = [
    ["Backend", entry.backend],
    [
      "Format",
      [entry.format && toFormatWords(entry.format), entry.quantization && toQuantWords(entry.quantization)]
        .filter(Boolean)
        .join(" ") || undefined,
    ],
    ["Size", size === undefined ? undefined : toByteWords(size)],
    ["Roles", entry.roles.join(", ") || "none"],
    ["Kept in", entry.layer],
    ["Path", entry.path],
  ] as const;
  return (
    <section aria-label="The model" className="flex flex-col gap-2 rounded-md bg-surface-2 px-3 py-2">
      <div className="flex flex-wrap items-center gap-2">
        <span className="min-w-0 break-words font-medium">{entry.displayName}</span>
        <FilesBadge entry={entry} />
        {entry.locked && (
          <Badge tone="warning" icon={<Lock aria-hidden="true" />}>
            Locked
          </Badge>
        )}
      </div>
      <dl className="flex flex-wrap gap-x-6 gap-y-1 text-sm">
        {facts.map(
          ([label, value]) =>
            value !== undefined && (
              <div key={label} className="flex min-w-0 gap-2">
                <dt className="text-muted">{label}</dt>
                <dd className="min-w-0 break-all">{value}</dd>
              </div>
            ),
        )}
      </dl>
    </section>
  );
}

function FilesBadge({ entry: { installed, keptByOllama } }: { entry: EntryRow }) {
  if (keptByOllama)
    return <Badge icon={<CircleDotDashed aria-hidden="true" />}>Kept by Ollama, not looked at</Badge>;
  return installed ? (
    <Badge tone="ok" icon={<CircleCheck aria-hidden="true" />}>
      Files are there
    </Badge>
  ) : (
    <Badge tone="warning" icon={<CircleSlash aria-hidden="true" />}>
      No files there
    </Badge>
  );
}
