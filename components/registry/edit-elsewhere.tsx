"use client";

import Link from "next/link";
import { useSyncExternalStore } from "react";
import { paths } from "#lib/paths.ts";
import { keptNames, onKept } from "./edit-drafts.ts";

const none: readonly string[] = [];

/** Other models with an edit that is not saved, so that none is forgotten. */
export function EditElsewhere({ name }: { name: string }) {
  const names = useSyncExternalStore(onKept, keptNames, () => none);
  const others = names.filter((other) => other !== name);
  if (others.length === 0) return null;
  return (
    <p className="shrink-0 border-t bg-surface-2 px-4 py-2 text-sm">
      <span className="text-muted">Not saved yet: </span>
      {others.map((other, at) => (
        <span key={other}>
          {at > 0 && ", "}
          <Link
            href={paths.model(other)}
            className="break-all rounded-sm text-accent-strong underline underline-offset-2"
          >
            {other}
          </Link>
        </span>
      ))}
    </p>
  );
}
