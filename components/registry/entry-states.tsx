import {
  Archive,
  CircleCheck,
  CircleDashed,
  CircleDotDashed,
  CircleX,
  FileX,
  FlaskConical,
  Lock,
  ShieldAlert,
} from "lucide-react";
import type { EntryRow } from "#cli-bridge/protocol/registry-answer.ts";
import { Badge, type BadgeProps } from "#components/ui/badge.tsx";
import { cn } from "#lib/cn.ts";

type Presence = Pick<EntryRow, "installed" | "logicalOnly" | "keptByOllama">;

/** An entry that never had any files is not missing them. */
export const isMissing = ({ installed, logicalOnly }: Presence): boolean => !installed && !logicalOnly;

/** In a column of a list there is room for a word or two. */
type InBrief = { isBrief?: boolean };

/** Whether the files are there, as far as anybody has looked. */
export function InstalledState({ installed, logicalOnly, keptByOllama, isBrief }: Presence & InBrief) {
  if (keptByOllama) {
    const [icon, whole] = [{ Icon: CircleDotDashed, ink: "text-unknown" }, "Kept by Ollama, not looked at"];
    return isBrief ? <State {...icon} word="By Ollama" title={whole} /> : <State {...icon} word={whole} />;
  }
  if (installed) return <State Icon={CircleCheck} ink="text-ok" word="Installed" />;
  if (logicalOnly) return <State Icon={CircleDashed} ink="text-unknown" word="Name only" />;
  return <State Icon={CircleX} ink="text-warning" word="Missing" />;
}

type StateProps = { Icon: typeof CircleCheck; ink: string; word: string; title?: string };

function State({ Icon, ink, word, title }: StateProps) {
  return (
    <span
      data-slot="installed-state"
      title={title}
      className="flex w-fit items-center gap-1 whitespace-nowrap"
    >
      <Icon aria-hidden="true" className={`size-3.5 shrink-0 ${ink}`} />
      {word}
    </span>
  );
}

type EntryMarksProps = {
  entry: Presence & Pick<EntryRow, "deprecated" | "locked" | "testing">;
  /** What a check found wrong with it. */
  fault?: string | undefined;
  className?: string;
};

/** What sets an entry apart from the others, beside its name. */
export function EntryMarks({ entry, fault, className }: EntryMarksProps) {
  const mark = (word: string, Icon: typeof Lock, rest: BadgeProps = {}) => (
    <Badge icon={<Icon aria-hidden="true" />} title={word} className={cn("min-w-6", className)} {...rest}>
      <span className="truncate">{word}</span>
    </Badge>
  );
  return (
    <>
      {fault !== undefined &&
        entry.installed &&
        mark("Check failed", ShieldAlert, { tone: "danger", title: `A check of it found: ${fault}` })}
      {isMissing(entry) && mark("Files missing", FileX, { tone: "warning" })}
      {entry.deprecated && mark("Deprecated", Archive, { tone: "warning" })}
      {entry.testing && mark("Test", FlaskConical, { tone: "unknown" })}
      {entry.locked && mark("Locked", Lock)}
    </>
  );
}
