import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { stopOwned } from "#cli-bridge/run/owned-servers.ts";
import { deedPlan } from "../deed-plan.ts";
import { ownedServerMeant, titleOf } from "../owned-server.ts";
import { rehearseOrApply } from "../rehearse-or-apply.ts";
import type { Handler } from "./index.ts";

const limitMs = 60_000;

export const backendStop: Handler<"backend-stop"> = async (input, session) => {
  const home = (await session.settings()).home.value;
  const meant = await ownedServerMeant(home, input.server);
  const { kind, url } = meant.server;
  const title = titleOf(kind);
  const plan = deedPlan("backend-stop", [meant.folder.id, url], {
    summary: `${title} at ${url} to be stopped; what it has in memory is let go.`,
  });
  return rehearseOrApply(
    {
      name: "backend-stop",
      input,
      rehearse: async () => plan,
      apply: async () => {
        if (!(await stopOwned(meant, AbortSignal.timeout(limitMs))))
          throw new ConsoleError("failed", `${title} at ${url} did not end.`, {
            hint: `Look at run ${meant.folder.id}; its log may say why.`,
          });
        return { plan, result: { summary: `${title} at ${url} was stopped.` } };
      },
    },
    session,
  );
};
