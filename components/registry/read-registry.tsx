"use client";

import type { ReactNode } from "react";
import useSWR from "swr";
import type { RegistryAnswer } from "#cli-bridge/protocol/registry-answer.ts";
import { fetchAnswer } from "#components/shell/fetch-answer.ts";
import { frameKeys } from "#components/shell/frame-keys.ts";
import { isNothingRead, RegistryNotices } from "./registry-notices.tsx";

/** What a page says of models, below what is wrong with the registry. Where that leaves none, it is all that is said. */
export function ReadRegistry({ children }: { children: ReactNode }) {
  const { data } = useSWR<RegistryAnswer, Error>(frameKeys.registry, fetchAnswer);
  if (data === undefined) return children;
  return (
    <div className="flex min-w-0 flex-col gap-5">
      <RegistryNotices {...data} />
      {!isNothingRead(data) && children}
    </div>
  );
}
