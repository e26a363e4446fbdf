"use client";

import { useEffect, useState } from "react";

const tickMs = 10_000;

/** The time, for words such as "4 min left" that grow old by themselves. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), tickMs);
    return () => clearInterval(timer);
  }, []);
  return now;
}
