import type { EntryDetails } from "#cli-bridge/protocol/registry-answer.ts";
import { toByteWords } from "#lib/format.ts";

/** What the registry says, and what lies on the disk when that differs. */
export function sizeWords({
  sizeBytes,
  onDiskBytes,
}: Pick<EntryDetails, "sizeBytes" | "onDiskBytes">): string | undefined {
  const said = sizeBytes === undefined ? undefined : toByteWords(sizeBytes);
  if (onDiskBytes === undefined) return said;
  const found = toByteWords(onDiskBytes);
  return said === undefined || said === found
    ? `${found} on disk`
    : `${said} in the registry, ${found} on disk`;
}
