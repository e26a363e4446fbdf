"use client";

import { ShieldCheck, Trash2, X } from "lucide-react";
import useSWR from "swr";
import type { EntryDetails } from "#cli-bridge/protocol/registry-answer.ts";
import { fetchAnswer } from "#components/shell/fetch-answer.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Button, LinkButton } from "#components/ui/button.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { api } from "#lib/paths.ts";
import { removePath, verifyPath } from "./entry-paths.ts";
import { EntryStatus } from "./entry-status.tsx";
import { EntryTabs } from "./entry-tabs.tsx";

export type EntryPaneProps = { name: string; first: EntryDetails | undefined; onClose: () => void };

/** Everything known of one model, read only; what changes it happens on the pages of the commands. */
export function EntryPane({ name, first, onClose }: EntryPaneProps) {
  const known = first?.name === name ? first : undefined;
  const { data, error, mutate } = useSWR<EntryDetails, Error>(api.entry(name), fetchAnswer, {
    revalidateOnFocus: false,
    ...(known === undefined ? {} : { fallbackData: known }),
  });
  return (
    <div data-slot="entry-pane" className="flex min-h-0 flex-1 flex-col">
      <header className="flex shrink-0 flex-col gap-2 px-4 pt-3 pb-2">
        <div className="flex items-start gap-2">
          <h2 className="min-w-0 flex-1 break-words font-semibold text-lg">{data?.displayName ?? name}</h2>
          <Button
            variant="ghost"
            size="sm"
            icon={<X aria-hidden="true" />}
            aria-label="Close details"
            onClick={onClose}
          />
        </div>
        {data !== undefined && <EntryStatus details={data} />}
        {data !== undefined && (
          <div className="flex flex-wrap gap-2 py-1">
            <LinkButton size="sm" icon={<ShieldCheck aria-hidden="true" />} href={verifyPath(name)}>
              <span>Verify</span>
            </LinkButton>
            <LinkButton size="sm" icon={<Trash2 aria-hidden="true" />} href={removePath(name)}>
              <span>Remove…</span>
            </LinkButton>
          </div>
        )}
      </header>
      {data !== undefined ? (
        <EntryTabs key={name} details={data} />
      ) : error !== undefined ? (
        <Alert
          tone="warning"
          title={`The details of ${name} cannot be shown.`}
          className="m-4"
          actions={
            <Button size="sm" onClick={() => void mutate()}>
              Try again
            </Button>
          }
        >
          {error.message}
        </Alert>
      ) : (
        <PaneSkeleton />
      )}
    </div>
  );
}

function PaneSkeleton() {
  return (
    <div aria-busy="true" className="flex flex-col gap-3 p-4">
      {["w-2/3", "w-1/2", "w-3/4", "w-1/3", "w-3/5"].map((width) => (
        <Skeleton key={width} className={width} />
      ))}
    </div>
  );
}
