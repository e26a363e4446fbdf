import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { backendsFileOf } from "#lib/backends/instances/backends-file.ts";
import { removeInstance } from "#lib/backends/instances/change-instances.ts";
import { instanceMeant } from "#lib/backends/instances/instance-meant.ts";
import { readInstances } from "#lib/backends/instances/read-instances.ts";
import { guardPlan } from "#lib/registry/plan-of.ts";
import { deedPlan } from "../deed-plan.ts";
import { rehearseOrApply } from "../rehearse-or-apply.ts";
import type { Handler } from "./index.ts";

export const backendRemove: Handler<"backend-remove"> = async (input, session) => {
  const home = (await session.settings()).home.value;
  const find = async () => {
    const meant = instanceMeant(input.server, await readInstances({ home }));
    if (meant?.from === "saved") return meant;
    throw meant === undefined
      ? new ConsoleError("not-found", `No backend is called ${input.server}.`, {
          hint: "See what there is: modeldeck backends",
        })
      : new ConsoleError("conflict", `${meant.name} is named by the environment, not saved.`, {
          hint: "Unset the variable that names it.",
        });
  };
  const planOf = ({ id, name, url, token }: Awaited<ReturnType<typeof find>>) =>
    deedPlan("backend-remove", [id, name], {
      summary: `${name} at ${url.origin} to be forgotten; the server itself goes on.`,
      files: [{ path: backendsFileOf(home), deed: "write", bytes: 0 }],
      warnings: token ? ["Its key is forgotten too."] : [],
    });
  return rehearseOrApply(
    {
      name: "backend-remove",
      input,
      rehearse: async () => planOf(await find()),
      apply: async (expectedId) => {
        const meant = await find();
        const plan = planOf(meant);
        guardPlan(plan, expectedId);
        await removeInstance({ home }, meant.id);
        const { name, kind, url, tags } = meant;
        const again = { name, url: url.href, kind, ...(tags.length > 0 && { tag: tags }) };
        // A key is not written down a second time, so with one there is no way back to it.
        const undo = meant.token ? {} : { undo: { command: "backend-add", input: again } };
        return { plan, result: { summary: `${name} is forgotten.`, ...undo } };
      },
    },
    session,
  );
};
