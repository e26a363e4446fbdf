"use client";

import { useEffect } from "react";
import { useSWRConfig } from "swr";
import { api } from "#lib/paths.ts";

const settleMs = 200;
const retryMs = 5_000;

/** What each kind of news makes stale, as beginnings of API addresses. */
const staleAfter = {
  run: ["/api/runs"],
  registry: ["/api/registry", "/api/backups", "/api/trash", "/api/health"],
} as const;

type News = keyof typeof staleAfter;

/**
 * Keeps what is on screen true: one stream for each visible tab. A hidden tab lets go of its connection, since browsers
 * allow an origin only six, and looks at everything again when it comes back.
 */
export function useLive(): void {
  const { mutate } = useSWRConfig();
  useEffect(() => {
    const stale = new Set<News>();
    let stream: EventSource | undefined;
    let settling: ReturnType<typeof setTimeout> | undefined;
    let retrying: ReturnType<typeof setTimeout> | undefined;

    const refresh = () => {
      settling = undefined;
      const beginnings = [...stale].flatMap((news) => staleAfter[news]);
      stale.clear();
      mutate((key) => typeof key === "string" && beginnings.some((beginning) => key.startsWith(beginning)));
    };
    const note = (...news: News[]) => {
      for (const one of news) stale.add(one);
      settling ??= setTimeout(refresh, settleMs);
    };
    const close = () => {
      clearTimeout(retrying);
      stream?.close();
      stream = undefined;
    };
    const open = () => {
      close();
      const opened = new EventSource(api.liveStream());
      stream = opened;
      opened.addEventListener("run", () => note("run"));
      opened.addEventListener("registry", () => note("registry"));
      opened.addEventListener("error", () => {
        if (opened.readyState === EventSource.CLOSED) retrying = setTimeout(open, retryMs);
      });
    };
    const followVisibility = () => {
      if (document.hidden) return close();
      open();
      note("run", "registry");
    };

    if (!document.hidden) open();
    document.addEventListener("visibilitychange", followVisibility);
    return () => {
      document.removeEventListener("visibilitychange", followVisibility);
      clearTimeout(settling);
      close();
    };
  }, [mutate]);
}
