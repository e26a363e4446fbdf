"use client";

import useSWR from "swr";
import type { BackendAnswer, BackendsAnswer } from "#cli-bridge/protocol/backend-answer.ts";
import { fetchAnswer } from "./fetch-answer.ts";
import { frameKeys } from "./frame-keys.ts";

/** Every server as it was seen last. What becomes of them comes by the live stream, so nothing is asked again and again. */
export function useBackends(): readonly BackendAnswer[] | undefined {
  return useSWR<BackendsAnswer>(frameKeys.backends, fetchAnswer).data?.backends;
}
