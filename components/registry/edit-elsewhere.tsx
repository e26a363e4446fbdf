"use client";

import Link from "next/link";
import { useSyncExternalStore } from "react";
import { cn } from "#lib/cn.ts";
import { paths } from "#lib/paths.ts";
import { keptNames, onKept } from "./edit-drafts.ts";

const none: readonly string[] = [];

type EditElsewhereProps = { name?: string; className?: string };

/** Models with an edit that is not saved, but for the one that is shown, so that none is forgotten. */
export function EditElsewhere({ name, className }: EditElsewhereProps) {
  const names = useSyncExternalStore(onKept, keptNames, () => none);
  const others = names.filter((other) => other !== name);
  if (others.length === 0) return null;
  return (
    <p className={cn("shrink-0 bg-surface-2 px-4 py-2 text-sm", className)}>
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
