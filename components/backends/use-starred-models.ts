"use client";

import { useMemo } from "react";
import { useStoredChoice } from "#components/registry/use-stored-choice.ts";

/** The models of a server that this person has starred, kept by the browser. */
export function useStarredModels(server: string) {
  const [ids, choose] = useStoredChoice(`modeldeck-starred-${server}`);
  const starred = useMemo(() => new Set(ids), [ids]);
  const star = (id: string) => choose(starred.has(id) ? ids.filter((other) => other !== id) : [...ids, id]);
  return { starred, star };
}
