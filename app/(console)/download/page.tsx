import type { Metadata } from "next";
import { CommandCard } from "#components/command/command-card.tsx";
import { inputOfQuery } from "#components/command/form-values.ts";
import { viewNamed } from "#components/command/views-of.ts";
import { listCommands } from "#lib/server/reads.ts";

export const metadata: Metadata = { title: "Download from Hugging Face" };

export default async function DownloadPage({ searchParams }: PageProps<"/download">) {
  const query = await searchParams;
  const commands = listCommands();
  const analyze = viewNamed(commands, "analyze");
  const download = viewNamed(commands, "download");
  return (
    <div className="flex max-w-5xl flex-col gap-6">
      <CommandCard view={analyze} input={inputOfQuery(analyze.controls, query)} />
      <CommandCard view={download} input={inputOfQuery(download.controls, query)} />
    </div>
  );
}
