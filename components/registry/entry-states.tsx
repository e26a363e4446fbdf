import { Archive, CircleCheck, CircleDashed, CircleX, FlaskConical, Lock } from "lucide-react";
import type { EntryRow } from "#cli-bridge/protocol/registry-answer.ts";
import { Badge } from "#components/ui/badge.tsx";

type Presence = Pick<EntryRow, "installed" | "logicalOnly">;

/** Whether the files are there: an entry that never had any is not missing them. */
export function InstalledState({ installed, logicalOnly }: Presence) {
  if (installed) return <State Icon={CircleCheck} ink="text-ok" word="Installed" />;
  if (logicalOnly) return <State Icon={CircleDashed} ink="text-unknown" word="Name only" />;
  return <State Icon={CircleX} ink="text-warning" word="Not found" />;
}

type StateProps = { Icon: typeof CircleCheck; ink: string; word: string };

function State({ Icon, ink, word }: StateProps) {
  return (
    <span data-slot="installed-state" className="flex w-fit items-center gap-1 whitespace-nowrap">
      <Icon aria-hidden="true" className={`size-3.5 shrink-0 ${ink}`} />
      {word}
    </span>
  );
}

/** What sets an entry apart from the others, beside its name. */
export function EntryMarks({ entry }: { entry: Pick<EntryRow, "deprecated" | "locked" | "testing"> }) {
  return (
    <>
      {entry.deprecated && (
        <Badge tone="warning" icon={<Archive aria-hidden="true" />}>
          Deprecated
        </Badge>
      )}
      {entry.testing && (
        <Badge tone="unknown" icon={<FlaskConical aria-hidden="true" />}>
          Test
        </Badge>
      )}
      {entry.locked && <Badge icon={<Lock aria-hidden="true" />}>Locked</Badge>}
    </>
  );
}
