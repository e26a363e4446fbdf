import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { restartOwned } from "#cli-bridge/run/owned-servers.ts";
import { deedPlan } from "../deed-plan.ts";
import { ownedServerMeant, titleOf } from "../owned-server.ts";
import { rehearseOrApply } from "../rehearse-or-apply.ts";
import type { Handler } from "./index.ts";

const limitMs = 40 * 60_000;

export const backendRestart: Handler<"backend-restart"> = async (input, session) => {
  const home = (await session.settings()).home.value;
  const meant = await ownedServerMeant(home, input.server);
  const { kind, url } = meant.server;
  const title = titleOf(kind);
  const plan = deedPlan("backend-restart", [meant.folder.id, url], {
    summary: `${title} at ${url} to be stopped and started again; what it has in memory is let go.`,
  });
  return rehearseOrApply(
    {
      name: "backend-restart",
      input,
      rehearse: async () => plan,
      apply: async () => {
        const server = await restartOwned(meant, AbortSignal.timeout(limitMs));
        if (server?.refused !== undefined)
          throw new ConsoleError("failed", `${title} at ${url} goes on as it was: ${server.refused}`, {
            hint: "Set that right and restart it, or stop it and start it as it should be.",
          });
        if (server?.phase !== "ready")
          throw new ConsoleError("failed", `${title} at ${url} did not come back.`, {
            hint: `Look at run ${meant.folder.id}; it says why.`,
          });
        return { plan, result: { summary: `${title} runs again at ${server.url}.` } };
      },
    },
    session,
  );
};
