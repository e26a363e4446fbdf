import {
  Archive,
  CircleCheck,
  CircleDashed,
  CircleX,
  FileX,
  FlaskConical,
  Lock,
  ShieldAlert,
} from "lucide-react";
import type { EntryRow } from "#cli-bridge/protocol/registry-answer.ts";
import { Badge } from "#components/ui/badge.tsx";

type Presence = Pick<EntryRow, "installed" | "logicalOnly">;

/** An entry that never had any files is not missing them. */
export const isMissing = ({ installed, logicalOnly }: Presence): boolean => !installed && !logicalOnly;

/** Whether the files are there. */
export function InstalledState({ installed, logicalOnly }: Presence) {
  if (installed) return <State Icon={CircleCheck} ink="text-ok" word="Installed" />;
  if (logicalOnly) return <State Icon={CircleDashed} ink="text-unknown" word="Name only" />;
  return <State Icon={CircleX} ink="text-warning" word="Missing" />;
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

type EntryMarksProps = {
  entry: Presence & Pick<EntryRow, "deprecated" | "locked" | "testing">;
  /** What a check found wrong with it. */
  fault?: string | undefined;
};

/** What sets an entry apart from the others, beside its name. */
export function EntryMarks({ entry, fault }: EntryMarksProps) {
  return (
    <>
      {fault !== undefined && entry.installed && (
        <Badge
          tone="danger"
          icon={<ShieldAlert aria-hidden="true" />}
          title={`A check of it found: ${fault}`}
        >
          Check failed
        </Badge>
      )}
      {isMissing(entry) && (
        <Badge tone="warning" icon={<FileX aria-hidden="true" />}>
          Files missing
        </Badge>
      )}
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
