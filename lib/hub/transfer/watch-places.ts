import { linkAbort } from "./linked-abort.ts";
import type { Places } from "./settle-places.ts";

export type PlacesWatch = {
  /** Ends with the outer one, and when a folder has gone. */
  signal: AbortSignal;
  /** Looks once more, and throws where that was it. */
  guard(): Promise<void>;
  stop(): void;
};

const lookMs = 1_000;

/** What comes into a folder that is gone has no name, and would fill the disk unseen to the last byte. */
export function watchPlaces(places: Places, outer: AbortSignal): PlacesWatch {
  const own = linkAbort(outer);
  let gone: unknown;
  let looking: Promise<void> | undefined;
  const look = (): Promise<void> => {
    looking ??= places
      .guardStanding()
      .catch((error: unknown) => {
        gone = error;
        own.abort(error);
      })
      .finally(() => {
        looking = undefined;
      });
    return looking;
  };
  const timer = setInterval(() => void look(), lookMs);
  timer.unref();
  return {
    signal: own.signal,
    guard: async () => {
      await look();
      if (gone !== undefined) throw gone;
    },
    stop: () => {
      clearInterval(timer);
      own.unlink();
    },
  };
}
