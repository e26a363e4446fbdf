"use client";

import { useEndNotices } from "./use-end-notices.ts";
import { useLive } from "./use-live.ts";
import { useTitleProgress } from "./use-title-progress.ts";

/** Holds the one stream of news for whatever page is open, and tells of runs where the page is not looked at. */
export function LiveState() {
  useLive();
  useTitleProgress();
  useEndNotices();
  return null;
}
