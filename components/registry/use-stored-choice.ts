"use client";

import { useCallback, useEffect, useState } from "react";
import { readStored, writeStored } from "#components/shell/browser-memory.ts";

/** A small set of words that this browser remembers. The server knows nothing of it, so the first picture has none. */
export function useStoredChoice(name: string) {
  const [chosen, setChosen] = useState<readonly string[]>([]);
  useEffect(() => setChosen(readStored(name)), [name]);
  const choose = useCallback(
    (next: readonly string[]) => {
      setChosen(next);
      writeStored(name, next);
    },
    [name],
  );
  return [chosen, choose] as const;
}
