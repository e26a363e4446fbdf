import { api } from "#lib/paths.ts";

const kinds = ["hello", "backends", "system", "activity", "runs", "registry", "still"] as const;
const name = "modeldeck-live";
const retryMs = 5_000;
/** The console says something every 15 s at least, so this is two times that it did not. */
const silenceMs = 32_000;

export type LiveFrame = { kind: (typeof kinds)[number]; data: unknown; id: string };

/** What tabs say to each other: news, whether the stream is open, and the question whether it is. */
type Word = LiveFrame | { isOpen: boolean } | { asks: true };

/**
 * Hears the one stream of this browser. Whoever holds the lock has the connection and tells the other tabs; where a browser
 * has no locks, as on an address without TLS, each tab has its own.
 */
export function connectLive(
  onFrame: (frame: LiveFrame) => void,
  onStream: (isOpen: boolean) => void,
): () => void {
  const leaving = new AbortController();
  const { signal } = leaving;
  let last: string | undefined;
  const take = (frame: LiveFrame) => {
    if (signal.aborted) return;
    last = frame.id;
    onFrame(frame);
  };
  if (!("locks" in navigator)) {
    void hold({ lastId: () => last, take, onStream, signal });
    return () => leaving.abort();
  }
  const others = new BroadcastChannel(name);
  const tell = (word: Word) => others.postMessage(word);
  let isOpen: boolean | undefined;
  others.addEventListener("message", ({ data }: MessageEvent<Word>) => {
    if ("kind" in data) take(data);
    else if ("isOpen" in data) onStream(data.isOpen);
    else if (isOpen !== undefined) tell({ isOpen });
  });
  tell({ asks: true });
  const lead = () =>
    hold({
      ...{ lastId: () => last, signal },
      take: (frame) => {
        tell(frame);
        take(frame);
      },
      onStream: (isNowOpen) => {
        isOpen = isNowOpen;
        tell({ isOpen });
        onStream(isOpen);
      },
    });
  navigator.locks.request(name, { signal }, lead).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
  return () => {
    leaving.abort();
    others.close();
  };
}

type Holding = {
  lastId: () => string | undefined;
  take: (frame: LiveFrame) => void;
  onStream: (isOpen: boolean) => void;
  signal: AbortSignal;
};

/** Keeps a stream open until it is left, going on after the last frame that any tab has heard. */
function hold({ lastId, take, onStream, signal }: Holding): Promise<void> {
  return new Promise((resolve) => {
    let stream: EventSource | undefined;
    let opening: ReturnType<typeof setTimeout> | undefined;
    const openIn = (ms: number) => {
      clearTimeout(opening);
      opening = setTimeout(open, ms);
    };
    const open = () => {
      // A connection may stay open long after whoever was at its other end.
      if (stream) onStream(false);
      stream?.close();
      const opened = new EventSource(api.live({ after: lastId() }));
      stream = opened;
      openIn(silenceMs);
      for (const kind of kinds) {
        opened.addEventListener(kind, ({ data, lastEventId }: MessageEvent<string>) => {
          openIn(silenceMs);
          take({ kind, data: JSON.parse(data), id: lastEventId });
        });
      }
      opened.addEventListener("open", () => onStream(true));
      opened.addEventListener("error", () => {
        onStream(false);
        if (opened.readyState === EventSource.CLOSED) openIn(retryMs);
      });
    };
    signal.addEventListener("abort", () => {
      clearTimeout(opening);
      stream?.close();
      resolve();
    });
    open();
  });
}
