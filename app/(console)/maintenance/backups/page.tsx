import type { Metadata } from "next";
import { BackupList } from "#components/command/backup-list.tsx";
import { viewNamed } from "#components/command/views-of.ts";
import { Section } from "#components/ui/section.tsx";
import { listCommands, readBackups } from "#lib/server/reads.ts";

export const metadata: Metadata = { title: "Backups" };

export default async function BackupsPage() {
  const backups = (await readBackups()).map(({ stamp, at, bytes, entries, damaged }) => ({
    ...{ stamp, at, bytes, entries, damaged },
  }));
  return (
    <Section
      title="Backups of the registry"
      description="One is made before every change. Restoring one makes another of today first."
      className="max-w-5xl"
    >
      <BackupList backups={backups} restore={viewNamed(listCommands(), "restore-backup")} />
    </Section>
  );
}
