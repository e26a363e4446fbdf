"use client";

import { useMemo } from "react";
import { useListings } from "#components/backends/use-listings.ts";
import { useBackends } from "#components/shell/use-backends.ts";
import { isTalker, modelGroups } from "./model-choices.ts";

const none: NonNullable<ReturnType<typeof useBackends>> = [];

/** The servers that are known and the models that can be talked to there. */
export function useModelGroups() {
  const backends = useBackends() ?? none;
  const talkers = useMemo(() => backends.filter(isTalker), [backends]);
  const { listings, isReading } = useListings(talkers);
  const groups = useMemo(() => modelGroups(backends, listings), [backends, listings]);
  return { backends, groups, listings, isReading };
}
