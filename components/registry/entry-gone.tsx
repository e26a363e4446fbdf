"use client";

import Link from "next/link";
import useSWR from "swr";
import type { EntryDetails, RegistryAnswer } from "#cli-bridge/protocol/registry-answer.ts";
import { fetchAnswer } from "#components/shell/fetch-answer.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { toCountWords } from "#lib/format.ts";
import { api, paths } from "#lib/paths.ts";
import { keepDraft, keptDraft } from "./edit-drafts.ts";
import { changesBetween } from "./edit-merge.ts";
import { valueWordsOf } from "./edit-values.ts";

type EntryGoneProps = { details: EntryDetails; onClose: () => void };

/** What is left of a model that another page or program took out of the registry: where it went, and the edit of it. */
export function EntryGone({ details, onClose }: EntryGoneProps) {
  const { name } = details;
  const successor = useSuccessor(details);
  const draft = keptDraft(name);
  const changes = draft === undefined ? [] : changesBetween(draft.base, draft.values);
  const count = toCountWords(changes.length, "unsaved change");
  const discard = () => {
    keepDraft(name, undefined);
    onClose();
  };
  return (
    <div className="flex min-h-0 flex-col gap-4 overflow-y-auto p-4">
      <Alert tone="warning" title="It was removed or renamed elsewhere.">
        {successor === undefined ? (
          `The registry has no model called ${name} any more.`
        ) : (
          <>
            Its files belong to{" "}
            <Link
              href={paths.model(successor)}
              className="break-all rounded-sm text-accent-strong underline underline-offset-2"
            >
              {successor}
            </Link>{" "}
            now.
          </>
        )}
      </Alert>
      {changes.length > 0 && (
        <>
          <CodeBlock
            text={changes.map(({ key, label, after }) => `${label}: ${valueWordsOf(key, after)}`).join("\n")}
            label={count}
          />
          <Button className="self-start" onClick={discard}>
            Discard {count}
          </Button>
        </>
      )}
    </div>
  );
}

/** The model that has the same files now. */
function useSuccessor({ name, path }: EntryDetails): string | undefined {
  const { data } = useSWR<RegistryAnswer, Error>(
    path === undefined ? undefined : api.registry({ query: path }),
    fetchAnswer,
  );
  return data?.entries.find((entry) => entry.path === path && entry.name !== name)?.name;
}
