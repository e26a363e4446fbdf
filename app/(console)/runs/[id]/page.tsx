import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { RunDetail } from "#components/run/run-detail.tsx";
import { commandAnswerOf, readRun } from "#lib/server/reads.ts";

export async function generateMetadata({ params }: PageProps<"/runs/[id]">): Promise<Metadata> {
  return { title: `Run ${(await params).id}` };
}

export default async function RunPage({ params }: PageProps<"/runs/[id]">) {
  const run = await readRun((await params).id);
  if (!run) notFound();
  const { title = run.command, changes } = (await commandAnswerOf(run.command)) ?? {};
  return <RunDetail key={run.id} run={run} title={title} changes={changes} />;
}
