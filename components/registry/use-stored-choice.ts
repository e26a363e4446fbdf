"use client";

import { useCallback, useEffect, useState } from "react";

/** A small set of words that this browser remembers. The server knows nothing of it, so the first picture is the default. */
export function useStoredChoice(name: string, initial: readonly string[]) {
  const [chosen, setChosen] = useState<readonly string[]>(initial);
  useEffect(() => {
    const kept = parseWords(readStored(name));
    if (kept !== undefined) setChosen(kept);
  }, [name]);
  const choose = useCallback(
    (next: readonly string[]) => {
      setChosen(next);
      try {
        localStorage.setItem(name, JSON.stringify(next));
      } catch {
        // A browser that keeps nothing still shows what was chosen, until the page is left.
      }
    },
    [name],
  );
  return [chosen, choose] as const;
}

function readStored(name: string): string | undefined {
  try {
    return localStorage.getItem(name) ?? undefined;
  } catch {
    return undefined;
  }
}

function parseWords(text: string | undefined): string[] | undefined {
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value.filter((word) => typeof word === "string") : undefined;
  } catch {
    return undefined;
  }
}
