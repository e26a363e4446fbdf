"use client";

import { Lock, LockOpen } from "lucide-react";
import { lazy, Suspense, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import type { EditCommand } from "./edit-commands.ts";
import { EditPart } from "./edit-field.tsx";
import { isTable } from "./fact-list.tsx";
import type { EntryEdit } from "./use-entry-edit.ts";

const EditSave = lazy(() => import("./edit-save.tsx").then(({ EditSave }) => ({ default: EditSave })));

type Deed = { title: string; verb: string; command: EditCommand };

/** Whether the version is held fast, and to which content. */
export function EditLock({ edit: { details } }: { edit: EntryEdit }) {
  const [deed, setDeed] = useState<Deed>();
  const deeds = useRef<HTMLDivElement>(null);
  const { name, locked, versionLock, installed, path } = details;
  const lock = isTable(versionLock) ? versionLock : {};
  const expected = lock.expected_aggregate_sha256;
  const hasFiles = installed && path !== undefined && !path.startsWith("ollama:");
  const ask = (verb: string, command: string, more: object = {}) =>
    setDeed({
      verb,
      title: `${verb} ${details.displayName}`,
      command: { command, input: { name, ...more } },
    });
  return (
    <EditPart
      title="Version lock"
      says={
        locked
          ? "Locked: every change but notes and tags is refused, by every command."
          : "Not locked: commands may change it, rename it and remove it."
      }
    >
      {locked && typeof expected === "string" && (
        <p className="text-muted text-sm">
          Its content must hash to <code className="break-all text-xs">{expected}</code>
        </p>
      )}
      <div ref={deeds} className="flex flex-wrap gap-2">
        {locked ? (
          <Button size="sm" icon={<LockOpen aria-hidden="true" />} onClick={() => ask("Unlock", "unlock")}>
            Unlock…
          </Button>
        ) : (
          <>
            <Button size="sm" icon={<Lock aria-hidden="true" />} onClick={() => ask("Lock", "lock")}>
              Lock…
            </Button>
            {hasFiles && (
              <Button size="sm" onClick={() => ask("Lock", "lock", { setExpected: true })}>
                Lock to its content…
              </Button>
            )}
          </>
        )}
      </div>
      {deed && (
        <Suspense>
          <EditSave
            title={deed.title}
            verb={deed.verb}
            commands={[deed.command]}
            changes={[]}
            onClose={() => setDeed(undefined)}
            onReturn={() => deeds.current?.querySelector("button")?.focus()}
          />
        </Suspense>
      )}
    </EditPart>
  );
}
