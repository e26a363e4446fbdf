import type { BackendKind } from "#cli-bridge/protocol/backend-answer.ts";
import { backendsFileOf } from "#lib/backends/instances/backends-file.ts";
import { addInstance } from "#lib/backends/instances/change-instances.ts";
import { guardAddress } from "#lib/backends/instances/guard-address.ts";
import { readInstances } from "#lib/backends/instances/read-instances.ts";
import { guardPlan } from "#lib/registry/plan-of.ts";
import { deedPlan } from "../deed-plan.ts";
import { rehearseOrApply } from "../rehearse-or-apply.ts";
import { kindAt } from "../with-backend.ts";
import type { Handler } from "./index.ts";

export const backendAdd: Handler<"backend-add"> = async (input, session) => {
  const home = (await session.settings()).home.value;
  const { name, tag = [] } = input;
  const url = guardAddress(input.url);
  const kind: BackendKind = input.kind ?? (await kindAt(url));
  const token = process.env.MODELDECK_BACKEND_TOKEN?.trim();
  const plan = async () => {
    const known = await readInstances({ home });
    const alike = known.filter((each) => each.name.toLowerCase() === name.toLowerCase());
    return deedPlan("backend-add", [name, url.href, kind, tag, Boolean(token), known.map(({ id }) => id)], {
      summary: `${name} to be known as the ${kind} server at ${url.origin}.`,
      files: [
        {
          path: backendsFileOf(home),
          deed: "write",
          bytes: 0,
          why: token ? "with its key" : "without a key",
        },
      ],
      warnings: [
        ...alike.map((each) => `${each.url.origin} is called ${each.name} too.`),
        ...(token && url.protocol === "http:" ? [`The key goes to ${url.host} unencrypted.`] : []),
      ],
    });
  };
  return rehearseOrApply(
    {
      name: "backend-add",
      input,
      rehearse: plan,
      apply: async (expectedId) => {
        const made = await plan();
        guardPlan(made, expectedId);
        const { id } = await addInstance(
          { home },
          { name, kind, url: url.href, tags: [...tag], ...(token && { token }) },
        );
        const undo = { command: "backend-remove", input: { server: id } };
        return { plan: made, result: { summary: `${name} is known.`, undo } };
      },
    },
    session,
  );
};
