import { type ByteSource, withFileSource } from "./byte-source.ts";
import { toHeaderRefusal } from "./header-refusal.ts";
import { runOffThread } from "./off-thread.ts";
import { type HeavyTurns, oneHeavyAtATime } from "./one-heavy-at-a-time.ts";
import {
  addUp,
  countKeys,
  findGap,
  type SafetensorsSummary,
  summariseSafetensors,
  toMetadata,
  toTensor,
} from "./safetensors-summary.ts";

/** The reference's own limit. */
const headerBytesMax = 100_000_000;
/** Longer headers would hold up the event loop for more than a blink (24 ms here). */
const mainThreadBytesMax = 4 * 1024 * 1024;

/** What a safetensors file says of itself, checked by every rule of the reference reader. */
export async function readSafetensorsHeader(
  source: ByteSource,
  inTurn: HeavyTurns = (_, deed) => deed(),
): Promise<SafetensorsSummary> {
  const refuse = (what: string): never => {
    throw toHeaderRefusal("safetensors", source.name, what);
  };
  if (source.size < 8) return refuse(`it has only ${source.size} bytes`);
  const prefix = await source.read(0, 8);
  const length = new DataView(prefix.buffer, prefix.byteOffset, 8).getBigUint64(0, true);
  if (length > headerBytesMax)
    return refuse(`its header claims ${length} bytes, more than ${headerBytesMax}`);
  const headerBytes = Number(length);
  if (headerBytes > source.size - 8)
    return refuse(`its header claims ${headerBytes} bytes, more than it has`);
  const answer = await inTurn(headerBytes, async () => {
    const bytes = await source.read(8, headerBytes);
    const input = { bytes, dataBytes: source.size - 8 - headerBytes };
    return headerBytes <= mainThreadBytesMax ? summariseSafetensors(input) : summariseOffThread(input);
  });
  return "refusal" in answer ? refuse(answer.refusal) : answer.summary;
}

const aloneIfHeavy = oneHeavyAtATime();

export function readSafetensorsFile(path: string): Promise<SafetensorsSummary> {
  return withFileSource(path, (source) => readSafetensorsHeader(source, aloneIfHeavy));
}

function summariseOffThread(input: { bytes: Uint8Array; dataBytes: number }) {
  const beside = [countKeys, toMetadata, toTensor, findGap, addUp];
  return runOffThread({ run: summariseSafetensors, beside, input });
}
