import Link from "next/link";
import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import { toByteWords } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";
import { partialBytesOf } from "./going-on.ts";

/** What a stopped run left, and where it is removed. Nothing goes without having been looked at. */
export function PartialKept({ run }: { run: RunRecord }) {
  const bytes = partialBytesOf(run);
  if (bytes === undefined) return null;
  return (
    <span className="text-muted text-sm">
      Partial kept ({toByteWords(bytes)}) ·{" "}
      <Link href={paths.command("partials")} className="text-accent hover:underline">
        Remove
      </Link>
    </span>
  );
}
