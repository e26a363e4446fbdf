"use client";

import useSWR from "swr";
import type { StoresAnswer } from "#cli-bridge/protocol/stores-answer.ts";
import { readApi } from "#components/run/ask-api.ts";
import { LinkButton } from "#components/ui/button.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { toByteWords } from "#lib/format.ts";
import { api, paths } from "#lib/paths.ts";

/** The folders that are looked through when none is named, and the room on their disks. */
export function ImportRoots() {
  const { data } = useSWR<Pick<StoresAnswer, "roots">, Error>(api.stores({ only: "roots" }), readApi);
  if (!data) return null;
  if (data.roots.length === 0)
    return (
      <Empty
        title="No root is configured."
        actions={<LinkButton href={paths.settings()}>Settings</LinkButton>}
      >
        A scan looks through the folder that is named below, or through every root. There is none yet.
      </Empty>
    );
  return (
    <p className="flex flex-wrap gap-x-4 gap-y-1 text-muted">
      {data.roots.map(({ path, free }) => (
        <span key={path} className="min-w-0 break-all">
          <span className="font-mono text-sm">{path}</span>
          {free === undefined ? " is not there" : ` · ${toByteWords(free)} free`}
        </span>
      ))}
    </p>
  );
}
