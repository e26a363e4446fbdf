import { z } from "zod";
import type { Plan } from "#cli-bridge/protocol/plan.ts";
import { askProgram } from "#cli-bridge/run/ask-program.ts";
import type { Recipe } from "#lib/backends/managed/recipe.ts";

const limitMs = 10_000;
const standing = z.object({ running: z.boolean(), port: z.int().optional() });

/** A service serves once, for whoever had it do so: started again it would be ended with ours, and be theirs. */
export async function serviceInUse(
  { title, service }: Pick<Recipe, "title" | "service">,
  program: string | undefined,
): Promise<Plan["blocked"]> {
  if (!service || program === undefined) return [];
  const answer = await askProgram([program, ...service.status], { env: process.env, limitMs });
  const found = standing.safeParse("text" in answer ? parsed(answer.text) : undefined);
  if (!found.success || !found.data.running) return [];
  const { port } = found.data;
  return [
    {
      what: title,
      why: `its server runs already${port === undefined ? "" : ` on port ${port}`}`,
      hint: "Use it as it is, it is found by itself; or stop it where it was started.",
    },
  ];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
