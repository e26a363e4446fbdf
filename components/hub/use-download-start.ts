"use client";

import { useState } from "react";
import { useSWRConfig } from "swr";
import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import type { CommandInput } from "#components/command/command-view.ts";
import { askApi, type Refusal } from "#components/run/ask-api.ts";
import { api } from "#lib/paths.ts";

/** Puts a download in the queue. What becomes of it is told by the list of runs, and the form is free for another. */
export function useDownloadStart(input: CommandInput) {
  const { mutate } = useSWRConfig();
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal>();
  async function begin() {
    setBusy(true);
    const body = { command: "download", input };
    const answer = await askApi<RunRecord>(api.runs(), { method: "POST", body });
    setBusy(false);
    setRefusal(answer.ok ? undefined : answer.refusal);
    await mutate((key) => typeof key === "string" && key.startsWith(api.runs()));
  }
  return { start: () => void begin(), isBusy, refusal };
}
