"use client";

import useSWR from "swr";
import type { HubAnalysis } from "#cli-bridge/protocol/hub-analysis.ts";
import type { RegistryAnswer } from "#cli-bridge/protocol/registry-answer.ts";
import { readApi } from "#components/run/ask-api.ts";
import { api } from "#lib/paths.ts";
import { installedWeights } from "./installed-weights.ts";

/** More of one repository than this nobody has. */
const entriesMax = 100;

/** The weights of a repository that are here already, as the registry has it; it is asked anew when that changes. */
export function useInstalledWeights({ repo, variants }: HubAnalysis): ReadonlySet<string> {
  const { data } = useSWR<RegistryAnswer, Error>(
    api.registry({ query: repo, installed: "true", limit: entriesMax }),
    readApi,
    { revalidateOnFocus: false },
  );
  return installedWeights(variants, data?.entries ?? [], repo);
}
