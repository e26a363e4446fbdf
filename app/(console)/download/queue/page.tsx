import type { Metadata } from "next";
import Link from "next/link";
import { QueueBoard } from "#components/hub/queue-board.tsx";
import { queueWanted } from "#components/hub/queue-key.ts";
import { commandHref } from "#components/run/command-href.ts";
import { listRuns, readSettings } from "#lib/server/reads.ts";

export const metadata: Metadata = { title: "Queue" };

export default async function QueuePage() {
  const runs = await listRuns(queueWanted);
  const { downloadsAtOnce } = await readSettings();
  return (
    <QueueBoard
      runs={runs}
      now={new Date().toISOString()}
      limit={
        <>
          {downloadsAtOnce.value} at once ·{" "}
          <Link
            href={commandHref({ command: "set-config", input: { setting: "downloads-at-once" } })}
            className="text-accent underline"
          >
            Change
          </Link>
        </>
      }
    />
  );
}
