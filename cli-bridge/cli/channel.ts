import { fstatSync, write as writeTo } from "node:fs";
import type { ChannelMessage } from "#cli-bridge/protocol/channel-message.ts";

/** What our keeper hears of a run beside its text. Without a keeper nobody listens and nothing is written. */
export type Channel = {
  isOpen: boolean;
  send: (message: ChannelMessage) => void;
  /** Waits until everything said has been taken. */
  flush: () => Promise<void>;
};

/** The same name stands in protocol/channel-message.ts; that file needs a schema library and this one must start fast. */
const variable = "MODELDECK_CHANNEL_FD";
const stalledMsMax = 60_000;
const progressEveryMs = 100;

const silent: Channel = { isOpen: false, send: () => {}, flush: async () => {} };

export function openChannel(env: NodeJS.ProcessEnv): Channel {
  const fd = Number(env[variable] ?? Number.NaN);
  if (!Number.isInteger(fd) || fd < 3 || !isOpenDescriptor(fd)) return silent;
  let isBroken = false;
  let queue = Promise.resolve();
  let waiting = 0;
  let toldAt = 0;
  let toldPhase = "";
  let untold: ChannelMessage | undefined;
  const put = (message: ChannelMessage): void => {
    waiting += 1;
    queue = queue
      .then(() => writeWhole(fd, Buffer.from(`${JSON.stringify(message)}\n`)))
      .catch(() => {
        isBroken = true;
      })
      .finally(() => {
        waiting -= 1;
      });
  };
  /** The last word on how far it is must be heard before whatever comes after it. */
  const catchUp = (): void => {
    if (untold && !isBroken) put(untold);
    untold = undefined;
  };
  const send = (message: ChannelMessage): void => {
    if (isBroken) return;
    if (message.type !== "progress") {
      catchUp();
      put(message);
      return;
    }
    // A reader that lags gets fewer figures, never a longer queue; but it hears of every phase.
    const now = Date.now();
    const { phase } = message.progress;
    untold = message;
    if (phase === toldPhase && (waiting > 0 || now - toldAt < progressEveryMs)) return;
    toldAt = now;
    toldPhase = phase;
    catchUp();
  };
  const flush = (): Promise<void> => {
    catchUp();
    return queue;
  };
  return { isOpen: true, send, flush };
}

function isOpenDescriptor(fd: number): boolean {
  try {
    fstatSync(fd);
    return true;
  } catch {
    return false;
  }
}

/** Written out because the module that would do it for us takes a tenth of the time that `--help` has. */
const writeSome = (fd: number, bytes: Buffer, from: number) =>
  new Promise<number>((resolve, reject) => {
    writeTo(fd, bytes, from, bytes.length - from, null, (error, written) =>
      error ? reject(error) : resolve(written),
    );
  });

/** A pipe takes what it has room for; the rest waits until the reader has caught up. */
async function writeWhole(fd: number, bytes: Buffer): Promise<void> {
  const end = Date.now() + stalledMsMax;
  for (let done = 0; done < bytes.length; ) {
    try {
      done += await writeSome(fd, bytes, done);
    } catch (error) {
      const code = error instanceof Error && "code" in error ? error.code : undefined;
      if (code !== "EAGAIN" || Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  }
}
