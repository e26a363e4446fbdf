"use client";

import { useState } from "react";
import { useSWRConfig } from "swr";
import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import type { CommandInput } from "#components/command/command-view.ts";
import { type Answer, askApi, type Refusal } from "#components/run/ask-api.ts";
import { api } from "#lib/paths.ts";

/** Puts a download in the queue. What becomes of it is told by the list of runs, and the form is free for another. */
export function useDownloadStart(input: CommandInput) {
  const { mutate } = useSWRConfig();
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal>();
  const settled = (answer: Answer<RunRecord>) => {
    setBusy(false);
    setRefusal(answer.ok ? undefined : answer.refusal);
    return mutate((key) => typeof key === "string" && key.startsWith(api.runs()));
  };
  /** `isNext`: before all others that wait. Once it runs nothing is before it any more. */
  async function begin(isNext: boolean) {
    setBusy(true);
    const body = { command: "download", input };
    const answer = await askApi<RunRecord>(api.runs(), { method: "POST", body });
    const moves = isNext && answer.ok && answer.value.state === "queued";
    if (moves) await askApi(api.moveRun(answer.value.id), { method: "POST", body: { before: "first" } });
    await settled(answer);
  }
  /** Where one of the same was stopped, a second would fetch into the same files. */
  async function resume(id: string) {
    setBusy(true);
    await settled(await askApi<RunRecord>(api.resumeRun(id), { method: "POST", body: {} }));
  }
  return {
    start: () => void begin(false),
    startNext: () => void begin(true),
    goOn: (id: string) => void resume(id),
    ...{ isBusy, refusal },
  };
}
