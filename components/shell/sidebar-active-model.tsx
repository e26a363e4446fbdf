"use client";

import { useEffect } from "react";
import useSWR from "swr";
import type { BackendAnswer, BackendModel } from "#cli-bridge/protocol/backend-answer.ts";
import { loadedStateWords } from "#components/backends/loaded-words.ts";
import { useActiveModel } from "#components/backends/use-active-model.ts";
import { api, paths } from "#lib/paths.ts";
import { fetchAnswer } from "./fetch-answer.ts";
import { SidebarLine, SidebarSection } from "./sidebar-section.tsx";

type SidebarActiveModelProps = {
  backends: readonly BackendAnswer[];
  onLeave?: (() => void) | undefined;
};

/** The model that this person works with, and whether it is in memory. One that was deleted is forgotten. */
export function SidebarActiveModel({ backends, onLeave }: SidebarActiveModelProps) {
  const { active, choose } = useActiveModel();
  const backend = backends.find(({ id }) => id === active?.server);
  const isAsked = active !== undefined && backend?.state === "healthy";
  const { data } = useSWR<{ models: BackendModel[] }>(
    isAsked ? api.backendModels(active.server) : null,
    fetchAnswer,
  );
  // A list that the server itself did not count like this is an old one, or none.
  const isWhole = data !== undefined && data.models.length === backend?.models;
  const isDeleted = isAsked && isWhole && !data.models.some(({ id }) => id === active.model);
  useEffect(() => {
    if (isDeleted) choose(undefined);
  }, [isDeleted, choose]);
  if (!active || !backend) return null;
  const loaded = backend.loaded.find(({ model }) => model === active.model);
  return (
    <SidebarSection title="Active model" more={0} href={paths.backends()} onLeave={onLeave}>
      <SidebarLine
        href={paths.backend(backend.id)}
        dot={loaded?.state === "ready" ? "bg-ok" : "border border-muted"}
        state={loaded ? loadedStateWords(loaded) : "Not in memory"}
        label={active.model}
        onLeave={onLeave}
      />
    </SidebarSection>
  );
}
