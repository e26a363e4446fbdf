import Link from "next/link";
import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import { toByteWords } from "#lib/format.ts";
import { commandHref } from "./command-href.ts";
import { partialBytesOf } from "./going-on.ts";

/** What a stopped run left, and where it is removed. Nothing goes without having been looked at. */
export function PartialKept({ run }: { run: RunRecord }) {
  const bytes = partialBytesOf(run);
  if (bytes === undefined) return null;
  return (
    <span className="text-muted text-sm">
      Partial kept ({toByteWords(bytes)}) ·{" "}
      <Link
        href={commandHref({ command: "partials", input: { clean: true } })}
        className="text-accent underline"
      >
        Remove
      </Link>
    </span>
  );
}
