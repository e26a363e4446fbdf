import Link from "next/link";
import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import { toByteWords } from "#lib/format.ts";
import { commandHref } from "./command-href.ts";
import { downloadWanted } from "./download-wanted.ts";
import { partialBytesOf } from "./going-on.ts";

/** What a stopped run left, and where what its repository left is removed. Nothing goes without having been looked at. */
export function PartialKept({ run }: { run: RunRecord }) {
  const bytes = partialBytesOf(run);
  if (bytes === undefined) return null;
  // Without a repository the plan would be to delete what every other download left as well.
  const repo = downloadWanted(run)?.repo;
  return (
    <span className="text-muted text-sm">
      Partial kept ({toByteWords(bytes)})
      {repo !== undefined && (
        <>
          {" · "}
          <Link
            href={commandHref({ command: "partials", input: { repo, clean: true } })}
            className="text-accent underline"
          >
            Remove
          </Link>
        </>
      )}
    </span>
  );
}
