"use client";

import { useCallback, useEffect, useMemo, useState } from "react";
import { readStored, writeStored } from "./browser-memory.ts";
import { type StripChoice, stripRunOf, toHideKey } from "./strip-run.ts";
import { useHeldSuccess } from "./use-held-success.ts";
import { useRuns } from "./use-runs.ts";

const storeName = "modeldeck.strip.hidden";
const rememberedMax = 100;

export function useStripRun(): { choice: StripChoice | undefined; hide: () => void } {
  const runs = useRuns();
  const heldId = useHeldSuccess(runs);
  const [hidden, setHidden] = useState<readonly string[] | undefined>(undefined);
  useEffect(() => setHidden(readStored(storeName)), []);

  const choice = useMemo(
    () =>
      // Until this browser has said what was put away, nothing is shown that might have been.
      hidden === undefined
        ? undefined
        : stripRunOf({ runs, hidden: new Set(hidden), heldId, now: Date.now() }),
    [runs, hidden, heldId],
  );
  const hide = useCallback(() => {
    if (choice === undefined) return;
    const key = toHideKey(choice.run, choice.phase);
    const next = [...readStored(storeName), key].slice(-rememberedMax);
    writeStored(storeName, next);
    setHidden(next);
  }, [choice]);
  return { choice, hide };
}
