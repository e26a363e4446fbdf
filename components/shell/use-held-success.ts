"use client";

import { useEffect, useRef, useState } from "react";
import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";

const heldMs = 4_000;

/** A success is told for a moment, and only for a run that was seen running here. */
export function useHeldSuccess(runs: readonly RunRecord[]): string | undefined {
  const running = useRef<ReadonlySet<string>>(new Set());
  const [held, setHeld] = useState<string | undefined>(undefined);
  useEffect(() => {
    const ended = runs.find((run) => run.state === "ended" && running.current.has(run.id));
    running.current = new Set(runs.filter((run) => run.state === "running").map((run) => run.id));
    if (ended) setHeld(ended.id);
  }, [runs]);
  useEffect(() => {
    if (held === undefined) return;
    const timer = setTimeout(() => setHeld(undefined), heldMs);
    return () => clearTimeout(timer);
  }, [held]);
  return held;
}
