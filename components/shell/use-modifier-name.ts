"use client";

import { useSyncExternalStore } from "react";

const never = () => () => undefined;

/** The key that opens the palette is called otherwise on an Apple keyboard; the server cannot know. */
export function useModifierName(): string {
  return useSyncExternalStore(
    never,
    () => (/Mac|iPhone|iPad/.test(navigator.userAgent) ? "⌘" : "Ctrl "),
    () => "Ctrl ",
  );
}
