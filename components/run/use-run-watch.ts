"use client";

import { useEffect, useState, useSyncExternalStore } from "react";
import { RunWatch, type Watched } from "./run-watch.ts";

/** More than this many lines would fill the browser's memory before anyone could read them. */
export const linesKeptMax = 100_000;

/** What a watch knows now. The watch gathers its news, so a flood of lines is a few renderings a second. */
export const useWatched = (watch: RunWatch): Watched =>
  useSyncExternalStore(watch.subscribe, watch.snapshot, watch.snapshot);

/** Watches one run for as long as it is looked at. Of a very long one, only the end is fetched. */
export function useRunWatch(id: string, linesKnown = 0): { watch: RunWatch; watched: Watched } {
  const [watch] = useState(
    () =>
      new RunWatch(id, {
        linesMax: linesKeptMax,
        ...(linesKnown > linesKeptMax && { after: linesKnown - linesKeptMax }),
      }),
  );
  useEffect(() => {
    watch.open();
    return () => watch.close();
  }, [watch]);
  return { watch, watched: useWatched(watch) };
}
