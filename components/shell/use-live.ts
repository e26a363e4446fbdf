"use client";

import { useEffect } from "react";
import { useSWRConfig } from "swr";
import type { BackendsAnswer } from "#cli-bridge/protocol/backend-answer.ts";
import { api } from "#lib/paths.ts";
import { type BackendNews, withNews, withOtherModels } from "./live-backends.ts";
import { connectLive, type LiveFrame } from "./live-connection.ts";
import { noteHidden, noteStream } from "./lost-since.ts";

const settleMs = 200;

/** What each kind of news makes stale, as beginnings of API addresses. */
const staleAfter = {
  runs: ["/api/runs", "/api/profiles"],
  registry: ["/api/registry", "/api/backups", "/api/trash", "/api/health"],
  activity: ["/api/activity"],
  backends: ["/api/backends"],
} as const;

const all = Object.values(staleAfter).flat();

/**
 * Keeps what is on screen true. A hidden tab lets go of its part in the connection, since browsers allow an origin only six,
 * and looks at everything again when it comes back.
 */
export function useLive(): void {
  const { mutate, cache } = useSWRConfig();
  useEffect(() => {
    const stale = new Set<string>();
    let settling: ReturnType<typeof setTimeout> | undefined;
    let disconnect: (() => void) | undefined;
    let hasHeard = false;

    const refresh = () => {
      settling = undefined;
      const beginnings = [...stale];
      stale.clear();
      mutate((key) => typeof key === "string" && beginnings.some((beginning) => key.startsWith(beginning)));
    };
    const note = (beginnings: readonly string[]) => {
      for (const one of beginnings) stale.add(one);
      settling ??= setTimeout(refresh, settleMs);
    };
    const takeBackends = (news: readonly BackendNews[]) => {
      const known = cache.get(api.backends())?.data as BackendsAnswer | undefined;
      if (known === undefined) return note(staleAfter.backends);
      note(withOtherModels(known, news).map(api.backendModels));
      void mutate(api.backends(), withNews(known, news), { revalidate: false });
    };
    const take = ({ kind, data }: LiveFrame) => {
      noteStream(true);
      if (kind === "still") return;
      if (kind === "hello") {
        const { isReplayed } = data as { isReplayed: boolean };
        if (hasHeard && !isReplayed) note(all);
      } else if (kind === "backends") takeBackends(data as BackendNews[]);
      else if (kind === "system")
        void mutate(api.system(), (data as unknown[]).at(-1), { revalidate: false });
      else note(staleAfter[kind]);
      hasHeard = true;
    };
    const followVisibility = () => {
      disconnect?.();
      disconnect = document.hidden ? undefined : connectLive(take, noteStream);
      if (document.hidden) noteHidden();
      else note(all);
    };

    if (!document.hidden) disconnect = connectLive(take, noteStream);
    document.addEventListener("visibilitychange", followVisibility);
    return () => {
      document.removeEventListener("visibilitychange", followVisibility);
      clearTimeout(settling);
      disconnect?.();
    };
  }, [mutate, cache]);
}
