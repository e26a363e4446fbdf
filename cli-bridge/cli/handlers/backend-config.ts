import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import type { Plan } from "#cli-bridge/protocol/plan.ts";
import { type OwnedServer, ownedServers, restartOwned } from "#cli-bridge/run/owned-servers.ts";
import { toEnvironment } from "#lib/backends/managed/guard-environment.ts";
import { opensNetwork } from "#lib/backends/managed/ollama-variables.ts";
import {
  changedValues,
  guardValues,
  readServerValues,
  type ServerValues,
  saveServerValues,
  serverSettingsFile,
  type ValuesChange,
} from "#lib/backends/managed/server-settings.ts";
import { wordsSaid } from "#lib/backends/managed/server-wanted.ts";
import { changesOf, guardPlan, withPlanId } from "#lib/registry/plan-of.ts";
import { rehearseOrApply } from "../rehearse-or-apply.ts";
import type { Handler } from "./index.ts";

const restartMs = 5 * 60_000;

export const backendConfig: Handler<"backend-config"> = async (input, session) => {
  const home = (await session.settings()).home.value;
  const change: ValuesChange = {
    set: toEnvironment(wordsSaid(input.set, "set")),
    unset: input.unset ?? [],
    clear: input.clear === true,
  };
  guardValues(change.set);
  const owned = (await ownedServers(home)).filter(({ server }) => server.kind === input.kind);
  const planning = { home, change, owned, expose: input.expose === true, restart: input.restart === true };
  return rehearseOrApply(
    {
      name: "backend-config",
      input,
      rehearse: async () => planOf(planning, await readServerValues(home)),
      apply: async (expectedId) => {
        let plan: Plan | undefined;
        let before: ServerValues = {};
        await saveServerValues(home, change, (found) => {
          before = found;
          plan = planOf(planning, found);
          guardPlan(plan, expectedId);
        });
        if (!plan) throw new Error("The values were saved without a plan.");
        const restarted = planning.restart ? await restartAll(owned) : 0;
        const summary = plan.changed.length === 0 ? "Nothing to do." : "Saved for the next start.";
        return {
          plan,
          result: {
            summary: restarted > 0 ? `Saved, and ${restarted} restarted with it.` : summary,
            undo: { command: "backend-config", input: wayBack(before) },
          },
        };
      },
    },
    session,
  );
};

type Planning = {
  home: string;
  change: ValuesChange;
  owned: OwnedServer[];
  expose: boolean;
  restart: boolean;
};

function planOf({ home, change, owned, expose, restart }: Planning, before: ServerValues): Plan {
  const after = changedValues(before, change);
  const changes = changesOf(before, after);
  const isOpened = opensNetwork(after) && !opensNetwork(before);
  const restarts = owned.map(
    ({ server }) => `Ollama at ${server.url} is restarted; what it has in memory is let go.`,
  );
  const waits = owned.map(({ server }) => `Ollama at ${server.url} takes it up when it is started again.`);
  return withPlanId({
    command: "backend-config",
    state: JSON.stringify([before, owned.map(({ folder }) => folder.id)]),
    summary: changes.length === 0 ? "Nothing to do." : `${changes.length} of what Ollama is told to change.`,
    ...{ added: [], removed: [], bytesFreed: 0, bytesKept: 0, backup: false },
    changed: changes.length === 0 ? [] : [{ name: "ollama", layer: "curated", why: "settings", changes }],
    files:
      changes.length === 0
        ? []
        : [
            {
              path: serverSettingsFile(home),
              deed: "write",
              bytes: Buffer.byteLength(JSON.stringify(after)),
            },
          ],
    warnings: [
      ...(changes.length === 0 ? [] : restart ? restarts : waits),
      ...(isOpened ? ["Ollama asks for no key: whoever reaches it can use it, and delete its models."] : []),
    ],
    blocked:
      isOpened && !expose
        ? [{ what: "Ollama", why: "this opens it to others", hint: "Say --expose if that is what you want." }]
        : [],
  });
}

async function restartAll(owned: readonly OwnedServer[]): Promise<number> {
  for (const each of owned) {
    const server = await restartOwned(each, AbortSignal.timeout(restartMs));
    if (server?.refused !== undefined)
      throw new ConsoleError("failed", `It is saved, and Ollama goes on without it: ${server.refused}`, {
        hint: "Set what was wrong, and restart it: modeldeck backend-restart",
      });
    if (server?.phase === "ready") continue;
    throw new ConsoleError("failed", "It is saved, and Ollama did not come back with it.", {
      hint: `Run ${each.folder.id} says why. Set what was wrong, and start it again.`,
    });
  }
  return owned.length;
}

const wayBack = (before: ServerValues) => ({
  kind: "ollama",
  clear: true,
  ...(Object.keys(before).length > 0 && {
    set: Object.entries(before)
      .map(([name, value]) => `'${name}=${value.replaceAll("'", "'\\''")}'`)
      .join(" "),
  }),
  ...(opensNetwork(before) && { expose: true }),
});
