"use client";

import useSWR from "swr";
import { knownRoles } from "#cli-bridge/derive/known-words.ts";
import type { RegistryAnswer } from "#cli-bridge/protocol/registry-answer.ts";
import { readApi } from "#components/run/ask-api.ts";
import { api } from "#lib/paths.ts";

const usual = { role: knownRoles, tag: [] } as const;

type Wanted = { isWanted: boolean; own?: readonly string[] };

/**
 * The roles or tags that are known: the usual ones, and once somebody wants to name one those of all models. What a
 * model has alone is not among them, because its capitals may be meant to change.
 */
export function useKnownWords(of: "role" | "tag", { isWanted, own = [] }: Wanted): readonly string[] {
  const { data } = useSWR<RegistryAnswer, Error>(isWanted ? api.registry({ limit: 1 }) : null, readApi);
  const spelled = data?.facets[of]?.filter(({ value, count }) => count > 1 || !own.includes(value)) ?? [];
  return [...new Set([...usual[of], ...spelled.map(({ value }) => value)])];
}
