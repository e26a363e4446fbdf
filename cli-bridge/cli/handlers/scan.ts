import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { findRememberedModels } from "../remembered-models.ts";
import { takeIn, tellFound, wantedOf } from "../take-in.ts";
import type { Handler } from "./index.ts";

export const scan: Handler<"scan"> = async (input, session) => {
  const { roots } = await session.settings();
  const bases = input.base === undefined ? roots.value : [input.base];
  if (bases.length === 0) {
    throw new ConsoleError("bad-input", "There is no folder to scan: no root is configured.", {
      hint: "Name one with --base, or set MODELDECK_ROOTS.",
    });
  }
  const found = await findRememberedModels(bases, tellFound(session), session);
  return takeIn(
    {
      name: "scan",
      input,
      found,
      wanted: { ...wantedOf(input, { backend: "vllm", location: "linux_wsl" }), format: input.format },
    },
    session,
  );
};
