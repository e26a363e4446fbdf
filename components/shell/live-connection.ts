import { api } from "#lib/paths.ts";

const kinds = ["hello", "backends", "system", "activity", "runs", "registry"] as const;
const name = "modeldeck-live";
const retryMs = 5_000;

export type LiveFrame = { kind: (typeof kinds)[number]; data: unknown; id: string };

/**
 * Hears the one stream of this browser. Whoever holds the lock has the connection and tells the other tabs; where a browser
 * has no locks, as on an address without TLS, each tab has its own.
 */
export function connectLive(onFrame: (frame: LiveFrame) => void): () => void {
  const leaving = new AbortController();
  const { signal } = leaving;
  let last: string | undefined;
  const take = (frame: LiveFrame) => {
    if (signal.aborted) return;
    last = frame.id;
    onFrame(frame);
  };
  if (!("locks" in navigator)) {
    void hold(() => last, take, signal);
    return () => leaving.abort();
  }
  const others = new BroadcastChannel(name);
  others.addEventListener("message", ({ data }: MessageEvent<LiveFrame>) => take(data));
  const lead = () =>
    hold(
      () => last,
      (frame) => {
        others.postMessage(frame);
        take(frame);
      },
      signal,
    );
  navigator.locks.request(name, { signal }, lead).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
  return () => {
    leaving.abort();
    others.close();
  };
}

/** Keeps a stream open until it is left, going on after the last frame that any tab has heard. */
function hold(
  lastId: () => string | undefined,
  take: (frame: LiveFrame) => void,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve) => {
    let stream: EventSource | undefined;
    let retrying: ReturnType<typeof setTimeout> | undefined;
    const open = () => {
      const opened = new EventSource(api.live({ after: lastId() }));
      stream = opened;
      for (const kind of kinds) {
        opened.addEventListener(kind, ({ data, lastEventId }: MessageEvent<string>) =>
          take({ kind, data: JSON.parse(data), id: lastEventId }),
        );
      }
      opened.addEventListener("error", () => {
        if (opened.readyState === EventSource.CLOSED) retrying = setTimeout(open, retryMs);
      });
    };
    signal.addEventListener("abort", () => {
      clearTimeout(retrying);
      stream?.close();
      resolve();
    });
    open();
  });
}
