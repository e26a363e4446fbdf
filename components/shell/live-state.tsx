"use client";

import { useLive } from "./use-live.ts";

/** Holds the one stream of news for whatever page is open. */
export function LiveState() {
  useLive();
  return null;
}
