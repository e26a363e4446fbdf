"use client";

import { useEffect, useRef } from "react";
import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import { paths } from "#lib/paths.ts";
import { areNoticesOn, canNotify, endedSince, noticeOf } from "./end-notices.ts";
import { useRuns } from "./use-runs.ts";

/** Tells by a notification of the browser that a run has ended, where that was switched on and nobody looks. */
export function useEndNotices(): void {
  const runs = useRuns();
  const going = useRef<ReadonlySet<string>>(new Set());
  useEffect(() => {
    const ended = endedSince(going.current, runs);
    going.current = new Set(
      runs.filter(({ state, lane }) => state !== "ended" && lane !== "reads").map(({ id }) => id),
    );
    if (!document.hidden || !canNotify() || !areNoticesOn()) return;
    for (const run of ended) void notify(run);
  }, [runs]);
}

async function notify(run: RunRecord): Promise<void> {
  const { title, body } = await noticeOf(run);
  const notice = new Notification(title, { body, tag: `modeldeck run ${run.id}` });
  notice.addEventListener("click", () => {
    window.focus();
    window.location.assign(paths.run(run.id));
  });
}
