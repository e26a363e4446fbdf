import type { Metadata } from "next";
import { BackupList } from "#components/command/backup-list.tsx";
import { CommandCard } from "#components/command/command-card.tsx";
import { inputOfQuery } from "#components/command/form-values.ts";
import { viewNamed } from "#components/command/views-of.ts";
import { Section } from "#components/ui/section.tsx";
import { listCommands, readBackups } from "#lib/server/reads.ts";

export const metadata: Metadata = { title: "Backups" };

export default async function BackupsPage({ searchParams }: PageProps<"/maintenance/backups">) {
  const backups = (await readBackups()).map(({ stamp, at, bytes, entries, damaged, madeBy, since }) => ({
    ...{ stamp, at, bytes, entries, damaged, madeBy, since },
  }));
  const commands = listCommands();
  const restore = viewNamed(commands, "restore-backup");
  const undo = viewNamed(commands, "undo");
  return (
    <div className="flex max-w-5xl flex-col gap-8">
      <Section
        title="Backups of the registry"
        description={
          restore.disabled === undefined
            ? "One is made before every change. Restoring one makes another of today first."
            : "The program in use makes one before some of its changes, and none before the others."
        }
      >
        <BackupList backups={backups} restore={restore} prune={viewNamed(commands, "prune-backups")} />
      </Section>
      <CommandCard
        view={undo}
        input={inputOfQuery(undo.controls, { run: "last", ...(await searchParams) })}
      />
    </div>
  );
}
