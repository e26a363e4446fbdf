"use client";

import { useEffect } from "react";
import { percentOf, titleWith } from "./title-progress.ts";
import { useRuns } from "./use-runs.ts";

/** Says in the tab's title how far things are. Every page writes its own title, so that is watched. */
export function useTitleProgress(): void {
  const percent = percentOf(useRuns());
  useEffect(() => {
    const say = () => {
      const title = titleWith(document.title, percent);
      if (title !== document.title) document.title = title;
    };
    const watcher = new MutationObserver(say);
    watcher.observe(document.head, { childList: true, subtree: true, characterData: true });
    say();
    return () => watcher.disconnect();
  }, [percent]);
}
