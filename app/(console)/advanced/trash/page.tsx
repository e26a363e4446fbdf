import type { Metadata } from "next";
import { CommandCard } from "#components/command/command-card.tsx";
import { TrashItems } from "#components/command/trash-items.tsx";
import { viewNamed } from "#components/command/views-of.ts";
import { Section } from "#components/ui/section.tsx";
import { listCommands, readTrash } from "#lib/server/reads.ts";

export const metadata: Metadata = { title: "Trash" };

export default async function TrashPage() {
  const commands = listCommands();
  const restore = viewNamed(commands, "trash-restore");
  const empty = viewNamed(commands, "trash-empty");
  return (
    <div className="flex max-w-5xl flex-col gap-8">
      <Section
        title="Trash"
        description={
          restore.disabled === undefined
            ? "Removed files wait here until they are put back or deleted for ever."
            : "What Modeldeck itself removed waits here until it is put back or deleted for ever."
        }
      >
        <TrashItems trash={await readTrash()} restore={restore} empty={empty} />
      </Section>
      <CommandCard view={empty} />
    </div>
  );
}
