"use client";

import useSWR from "swr";
import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import { faultUrlOf, readFault } from "./fault-words.ts";

/** Why a run failed, in the words of the program, as soon as they are read. */
export function useFault(run: RunRecord | undefined): string | undefined {
  const { data } = useSWR<string | undefined, Error>(run && faultUrlOf(run), readFault);
  return data;
}
