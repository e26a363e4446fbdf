"use client";

import { useMemo, useSyncExternalStore } from "react";
import { readStored, writeStored } from "#components/shell/browser-memory.ts";

/** The model that this person works with: where a page asks for one, it is filled in. */
export type ActiveModel = { server: string; model: string };

const storeName = "modeldeck-active-model";
const watchers = new Set<() => void>();

function subscribe(notify: () => void): () => void {
  watchers.add(notify);
  // Another window of the same browser has chosen.
  window.addEventListener("storage", notify);
  return () => {
    watchers.delete(notify);
    window.removeEventListener("storage", notify);
  };
}

const snapshot = () => JSON.stringify(readStored(storeName));

function choose(next: ActiveModel | undefined): void {
  writeStored(storeName, next ? [next.server, next.model] : []);
  for (const notify of watchers) notify();
}

/** One for the whole browser, and the same in every part of a page. */
export function useActiveModel() {
  const kept = useSyncExternalStore(subscribe, snapshot, () => "[]");
  const active = useMemo<ActiveModel | undefined>(() => {
    const [server, model] = JSON.parse(kept) as string[];
    return server === undefined || model === undefined ? undefined : { server, model };
  }, [kept]);
  return { active, choose };
}
