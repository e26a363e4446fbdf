import { request } from "undici";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import type { ByteSource } from "#lib/weights/byte-source.ts";
import type { FileLocation, Hub } from "../hub.ts";

/** A file of the hub, of which only the beginning is fetched, and how much that took. */
export type RemoteSource = ByteSource & {
  spent: () => { bytes: number; requests: number };
  /** What has come so far, from the beginning on. */
  known: () => Uint8Array;
};

type Wanted = {
  repo: string;
  commit: string;
  path: string;
  bytes: number;
  signal?: AbortSignal | undefined;
  /** How much comes with each question, and by that how many there may be. */
  steps?: readonly number[] | undefined;
};

/** What most headers need comes with the first step; three steps are below 4 MB, and no header is worth more. */
const usualSteps = [512 * 1024, 1536 * 1024, 1792 * 1024];
const answerMs = 30_000;

/** The size of the first step, so that a reader asks for no more at once. */
export const firstStepBytes = 512 * 1024;

export function openRemoteSource(
  hub: Pick<Hub, "locate" | "dispatcher">,
  { repo, commit, path, bytes: size, signal, steps = usualSteps }: Wanted,
): RemoteSource {
  let known = Buffer.alloc(0);
  let location: FileLocation | undefined;
  const spent = { bytes: 0, requests: 0 };
  const bytesMax = steps.reduce((sum, step) => sum + step, 0);

  /** Fetches on from where it stands. An address that has expired is asked for anew, once. */
  async function fetchOn(length: number): Promise<void> {
    for (let isLast = false; ; isLast = true) {
      location ??= await hub.locate(repo, commit, path, signal);
      spent.requests += 1;
      const chunk = await fetchRange(hub, location, { from: known.length, length, signal });
      if (chunk !== "expired") {
        spent.bytes += chunk.length;
        known = Buffer.concat([known, chunk]);
        return;
      }
      location = undefined;
      if (isLast) throw strange(path, "has an address that is refused as soon as it is given");
    }
  }

  return {
    name: path,
    size,
    spent: () => ({ ...spent }),
    known: () => known,
    read: async (offset, length) => {
      const end = offset + length;
      while (known.length < end) {
        const step = steps[spent.requests] ?? 0;
        const wanted = Math.min(Math.max(step, end - known.length), size - known.length);
        if (spent.requests >= steps.length || known.length + wanted > bytesMax) throw tooLong(path, bytesMax);
        await fetchOn(wanted);
      }
      return known.subarray(offset, end);
    },
  };
}

type Range = { from: number; length: number; signal: AbortSignal | undefined };

async function fetchRange(
  { dispatcher }: Pick<Hub, "dispatcher">,
  { url, headers }: FileLocation,
  { from, length, signal }: Range,
): Promise<Buffer | "expired"> {
  const limit = AbortSignal.timeout(answerMs);
  const answer = await request(url, {
    dispatcher,
    signal: signal ? AbortSignal.any([signal, limit]) : limit,
    headers: { ...headers, range: `bytes=${from}-${from + length - 1}`, "accept-encoding": "identity" },
  });
  const { statusCode, body } = answer;
  const isWhole = statusCode === 200 && from === 0;
  const isRange = statusCode === 206 && String(answer.headers["content-range"]).startsWith(`bytes ${from}-`);
  if ((isWhole || isRange) && answer.headers["content-encoding"] === undefined)
    return take(body, length, url);
  body.on("error", () => undefined).destroy();
  if ([401, 403, 404, 410].includes(statusCode)) return "expired";
  throw strange(new URL(url).host, `answered ${statusCode} where a part of a file was asked for`);
}

/** A server that ignores ranges sends everything; what is beyond the wish is not waited for. */
async function take(body: NodeJS.ReadableStream & AsyncIterable<Uint8Array>, length: number, url: string) {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes >= length) break;
  }
  if (bytes < length) throw strange(new URL(url).host, `ended after ${bytes} of ${length} bytes`);
  return Buffer.concat(chunks).subarray(0, length);
}

const strange = (who: string, what: string) =>
  new ConsoleError("hub-strange", `${who} ${what}.`, { hint: "Try again; a proxy may stand in between." });

const tooLong = (path: string, bytesMax: number) =>
  new ConsoleError("too-large", `The header of ${path} goes on beyond ${bytesMax} bytes.`, {
    hint: "It is read completely once the file has been downloaded.",
  });
