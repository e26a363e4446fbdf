import type { Metadata } from "next";
import { CommandCard } from "#components/command/command-card.tsx";
import { inputOfQuery } from "#components/command/form-values.ts";
import { viewNamed } from "#components/command/views-of.ts";
import { listCommands } from "#lib/server/reads.ts";

export const metadata: Metadata = { title: "Verify models" };

export default async function VerifyPage({ searchParams }: PageProps<"/advanced/verify">) {
  const { name, more, ...query } = await searchParams;
  const view = viewNamed(listCommands(), "verify");
  // A list of models names each of them alike, or the first apart from the rest.
  const [first, ...others] = [name, more].flat().filter((model) => model !== undefined && model !== "");
  const input = {
    ...inputOfQuery(view.controls, query),
    ...(first !== undefined && { name: first }),
    ...(others.length > 0 && { more: others }),
  };
  return (
    <div className="max-w-5xl">
      <CommandCard key={JSON.stringify(input)} view={view} input={input} />
    </div>
  );
}
