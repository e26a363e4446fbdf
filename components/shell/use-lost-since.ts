"use client";

import { useSyncExternalStore } from "react";
import { lostSince, watchLost } from "./lost-since.ts";

/** From when all that is shown is, while the console does not answer. */
export const useLostSince = (): number | undefined =>
  useSyncExternalStore(watchLost, lostSince, () => undefined);
