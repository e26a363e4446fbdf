import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import type { Instance } from "#lib/backends/instance.ts";

const hints: Record<Exclude<Instance["from"], "saved">, string> = {
  environment: "Change the variable that names it, and start the console again.",
  found: "Add it with its address, and what is added can be changed; what is gone is forgotten by itself.",
  started: "Stop the run that started it.",
};

/** Only what stands in the console's own list can be changed there. */
export function guardSaved({ name, from }: Instance, deed: "changed" | "removed"): void {
  if (from === "saved") return;
  const whence = { environment: "named by the environment", found: "found", started: "started by a run" };
  throw new ConsoleError("conflict", `${name} was ${whence[from]}, and cannot be ${deed} here.`, {
    hint: hints[from],
  });
}
