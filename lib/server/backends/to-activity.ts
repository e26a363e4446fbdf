import type { NewActivity } from "#cli-bridge/protocol/activity-event.ts";
import type { Instance } from "#lib/backends/instance.ts";
import type { Told } from "./differences.ts";
import type { WhoDidIt } from "./who-did-it.ts";

/** What was seen at a server, with who did it. */
export function toActivity(
  instance: Instance,
  told: Told,
  { whoDidIt, at }: { whoDidIt: WhoDidIt; at: number },
): NewActivity {
  const model = "model" in told ? told.model : undefined;
  const { kind, says } = told;
  return {
    ...{ at: new Date(at).toISOString(), kind, says, instance: instance.id, instanceName: instance.name },
    ...(model !== undefined && { model }),
    ...whoDidIt.of({ kind, instance, model, at }),
    ...("durationMs" in told && { durationMs: told.durationMs }),
  };
}
