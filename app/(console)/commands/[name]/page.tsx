import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { CommandCard } from "#components/command/command-card.tsx";
import { inputOfQuery } from "#components/command/form-values.ts";
import { viewOf } from "#components/command/views-of.ts";
import { commandAnswerOf } from "#lib/server/reads.ts";

export async function generateMetadata({ params }: PageProps<"/commands/[name]">): Promise<Metadata> {
  const answer = await commandAnswerOf((await params).name);
  return { title: answer?.title ?? "No such command" };
}

export default async function CommandPage({ params, searchParams }: PageProps<"/commands/[name]">) {
  const answer = await commandAnswerOf((await params).name);
  if (!answer) notFound();
  const view = viewOf(answer);
  return (
    <div className="max-w-5xl">
      <CommandCard
        key={view.name}
        view={view}
        input={inputOfQuery(view.controls, await searchParams)}
        hasExamples={true}
      />
    </div>
  );
}
