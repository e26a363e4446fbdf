"use client";

import { useState } from "react";
import useSWR from "swr";
import type { TrashAnswer } from "#cli-bridge/protocol/trash-answer.ts";
import { readApi } from "#components/run/ask-api.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { TimeAgo } from "#components/ui/time-ago.tsx";
import { useKeptRows } from "#components/ui/use-kept-rows.ts";
import { toByteWords, toCountWords } from "#lib/format.ts";
import { api } from "#lib/paths.ts";
import type { CommandView } from "./command-view.ts";
import { InlineCommand } from "./inline-command.tsx";

type TrashItemsProps = { trash: TrashAnswer; restore: CommandView; empty: CommandView };
const damagedWords = "What this was cannot be told: its record cannot be read";

type Chosen = { id: string; deed: "restore" | "empty" };

/** What removed models left behind: each can come back, or go for ever. */
export function TrashItems({ trash: first, restore, empty }: TrashItemsProps) {
  const { data, error } = useSWR<TrashAnswer, Error>(api.trash(), readApi, { fallbackData: first });
  const [chosen, setChosen] = useState<Chosen>();
  const { items, unread } = data ?? first;
  const here = new Set(items.map(({ id }) => id));
  const shown = useKeptRows(items, { keyOf: ({ id }) => id, isOpen: ({ id }) => id === chosen?.id });
  const choose = (next: Chosen) =>
    setChosen(chosen?.id === next.id && chosen.deed === next.deed ? undefined : next);
  if (shown.length === 0 && unread.length === 0) return <NothingInTrash restore={restore} />;
  if (shown.length === 0) return <UnreadTrash folders={unread} />;
  return (
    <div className="flex min-w-0 flex-col gap-4">
      {error && <Alert tone="danger" title={error.message} />}
      <UnreadTrash folders={unread} />
      <p className="text-muted">
        {toCountWords(items.length, "item")} · {toByteWords(items.reduce((sum, { bytes }) => sum + bytes, 0))}
      </p>
      <ul aria-label="Trash" className="divide-y divide-line rounded-md border border-line">
        {shown.map(({ id, at, bytes, entries, paths, isDamaged }) => (
          <li key={id} className="flex flex-col gap-3 px-3 py-2">
            <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
              <span className="min-w-0 break-all font-medium">
                {isDamaged ? damagedWords : entries.join(", ") || paths.join(", ") || id}
              </span>
              <span className="text-muted">
                {toByteWords(bytes)} · <TimeAgo at={at} /> · <span className="font-mono text-sm">{id}</span>
              </span>
              <span className="ml-auto flex gap-2">
                {here.has(id) ? (
                  <TrashDeeds isDamaged={isDamaged} onChoose={(deed) => choose({ id, deed })} />
                ) : (
                  <Button size="sm" variant="ghost" onClick={() => setChosen(undefined)}>
                    Close
                  </Button>
                )}
              </span>
            </div>
            {paths.length > 0 && (
              <p className="min-w-0 break-all font-mono text-muted text-sm">
                {isDamaged ? "lies in" : "was in"} {paths.join(", ")}
              </p>
            )}
            {chosen?.id === id && (
              <InlineCommand
                key={chosen.deed}
                view={chosen.deed === "restore" ? restore : empty}
                input={{ id }}
              />
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

const NothingInTrash = ({ restore }: Pick<TrashItemsProps, "restore">) => (
  <Empty title="The trash is empty.">
    {restore.disabled === undefined
      ? "What is removed with its files comes here, and can be put back."
      : "The program in use deletes files for good, and puts none here."}
  </Empty>
);

const UnreadTrash = ({ folders }: { folders: readonly string[] }) =>
  folders.map((folder) => (
    <Alert
      key={folder}
      tone="warning"
      className="wrap-anywhere"
      title={`${folder} cannot be read, and is not listed.`}
    />
  ));

type TrashDeedsProps = { isDamaged?: boolean | undefined; onChoose: (deed: Chosen["deed"]) => void };

function TrashDeeds({ isDamaged, onChoose }: TrashDeedsProps) {
  return (
    <>
      {!isDamaged && (
        <Button size="sm" onClick={() => onChoose("restore")}>
          Restore…
        </Button>
      )}
      <Button size="sm" variant="ghost" onClick={() => onChoose("empty")}>
        Delete for ever…
      </Button>
    </>
  );
}
