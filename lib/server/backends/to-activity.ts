import type { NewActivity } from "#cli-bridge/protocol/activity-event.ts";
import type { Instance } from "#lib/backends/instance.ts";
import type { Difference } from "./differences.ts";
import type { WhoDidIt } from "./who-did-it.ts";

type Told = Difference | { kind: "discovered"; says: string };

/** What was seen at a server, with who did it. */
export function toActivity(
  { id, name }: Instance,
  told: Told,
  { whoDidIt, at }: { whoDidIt: WhoDidIt; at: number },
): NewActivity {
  const model = "model" in told ? told.model : undefined;
  const { durationMs, ...who } = whoDidIt.of(model, at);
  const tookMs = "durationMs" in told ? told.durationMs : told.kind === "loaded" ? durationMs : undefined;
  return {
    ...{ at: new Date(at).toISOString(), kind: told.kind, says: told.says, instance: id, instanceName: name },
    ...(model !== undefined && { model }),
    ...(tookMs !== undefined && { durationMs: tookMs }),
    ...who,
  };
}
