"use client";

import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field, FieldLabel } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import type { CommandView } from "./command-view.ts";
import { InlineCommand } from "./inline-command.tsx";

const usual = 10;

/** Keeps the newest and lets the others go; the plan says which, and how many bytes that is. */
export function BackupPruning({ prune }: { prune: CommandView }) {
  const [keep, setKeep] = useState(String(usual));
  const [isOpen, setOpen] = useState(false);
  const count = Number(keep);
  const isCount = /^\d{1,5}$/.test(keep) && count >= 1 && count <= 10_000;
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <div className="flex flex-wrap items-end gap-3">
        <Field className="w-40">
          <FieldLabel htmlFor="backups-keep">Keep the newest</FieldLabel>
          <Input
            id="backups-keep"
            type="number"
            min={1}
            max={10_000}
            value={keep}
            aria-invalid={!isCount}
            onChange={(event) => setKeep(event.target.value)}
          />
        </Field>
        <Button aria-expanded={isOpen} disabled={!isCount} onClick={() => setOpen(!isOpen)}>
          {isOpen ? "Close" : "Delete the others…"}
        </Button>
      </div>
      {isOpen && isCount && <InlineCommand view={prune} input={{ keep: count }} />}
    </div>
  );
}
