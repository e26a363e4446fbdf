import type { Input } from "#cli-bridge/derive/check-input.ts";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import type { Runner } from "#cli-bridge/run/make-runner.ts";

/** A server that is asked twice may hold a model twice: most do not tell of what they are still loading. */
export async function guardSameLoad(runner: Runner, { command, input }: { command: string; input: Input }) {
  if (command !== "backend-load" || input.dryRun) return;
  const runs = await runner.list({ command, live: "all", limit: 100 });
  const going = runs.find(
    ({ state, input: other }) =>
      state !== "ended" && !other.dryRun && other.model === input.model && other.backend === input.backend,
  );
  if (!going) return;
  throw new ConsoleError(
    "conflict",
    `${String(input.model)} is being loaded there already, by run ${going.id}.`,
    {
      hint: "Wait for that run to end, or cancel it first.",
    },
  );
}
