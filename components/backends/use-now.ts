"use client";

import { useEffect, useState } from "react";
import { useLostSince } from "#components/shell/use-lost-since.ts";

const tickMs = 10_000;

/** The time, for words such as "4 min left" that grow old by themselves. Where nobody tells what became of them, it stands still. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  const since = useLostSince() ?? Number.POSITIVE_INFINITY;
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), tickMs);
    return () => clearInterval(timer);
  }, []);
  return Math.min(now, since);
}
