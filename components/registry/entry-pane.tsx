"use client";

import { ShieldCheck, Trash2, X } from "lucide-react";
import { useCallback, useEffect, useRef, useState } from "react";
import useSWR from "swr";
import type { EntryDetails } from "#cli-bridge/protocol/registry-answer.ts";
import { AnswerError, fetchAnswer } from "#components/shell/fetch-answer.ts";
import { isForPage } from "#components/shell/single-keys.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Button, LinkButton } from "#components/ui/button.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { api } from "#lib/paths.ts";
import { keptDraft } from "./edit-drafts.ts";
import { EditPanel } from "./edit-panel.tsx";
import { EntryGone } from "./entry-gone.tsx";
import { removePath, verifyPath } from "./entry-paths.ts";
import { EntryStatus } from "./entry-status.tsx";

export type EntryPaneProps = { name: string; first: EntryDetails | undefined; onClose: () => void };

/** Everything known of one model, to be read and edited; what checks or removes it has a page of its own. */
export function EntryPane({ name, first, onClose }: EntryPaneProps) {
  const known = first?.name === name ? first : undefined;
  const { data, error, mutate } = useSWR<EntryDetails, Error>(api.entry(name), fetchAnswer, {
    revalidateOnFocus: false,
    ...(known === undefined ? {} : { fallbackData: known }),
  });
  const [isLeaving, setIsLeaving] = useState(false);
  const onStay = useCallback(() => setIsLeaving(false), []);
  const isGone = data !== undefined && error instanceof AnswerError && error.code === "not-found";
  // Over an edit that is not saved it is asked first, as long as there is something to save it to.
  const leave = () => (data === undefined || isGone ? onClose() : setIsLeaving(true));
  useAskOnEscape(name, leave);
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
            onClick={leave}
          />
        </div>
        {data !== undefined && !isGone && <EntryStatus details={data} />}
        {data !== undefined && !isGone && (
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
      {isGone ? (
        <EntryGone details={data} onClose={onClose} />
      ) : data !== undefined ? (
        <EditPanel key={name} details={data} isLeaving={isLeaving} onStay={onStay} onLeave={onClose} />
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

/** Escape closes the details from wherever the focus is; over an edit that is not saved it asks first. */
function useAskOnEscape(name: string, ask: () => void) {
  const latest = useRef(ask);
  latest.current = ask;
  useEffect(() => {
    const follow = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || event.defaultPrevented || !keptDraft(name) || !isForPage(event)) return;
      event.preventDefault();
      latest.current();
    };
    document.addEventListener("keydown", follow, { capture: true });
    return () => document.removeEventListener("keydown", follow, { capture: true });
  }, [name]);
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
