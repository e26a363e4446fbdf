"use client";

import { useMemo } from "react";
import useSWR from "swr";
import type { UnsoundModel } from "#cli-bridge/protocol/unsound-model.ts";
import { fetchAnswer } from "#components/shell/fetch-answer.ts";
import { api } from "#lib/paths.ts";

/** No news tell of a check, which may run for hours and elsewhere. */
const everyMs = 30_000;

/** What a check found wrong with a model, by its name. */
export function useUnsound(): (name: string) => string | undefined {
  const { data } = useSWR<{ unsound: UnsoundModel[] }, Error>(api.checks(), fetchAnswer, {
    refreshInterval: everyMs,
  });
  return useMemo(() => {
    const states = new Map(data?.unsound.map(({ name, state }) => [name, state]));
    return (name) => states.get(name);
  }, [data]);
}
