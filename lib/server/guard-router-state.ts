import { z } from "zod";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";

const kinds = [
  "c",
  "oc",
  "d",
  "ci(.)",
  "ci(..)",
  "ci(..)(..)",
  "ci(...)",
  "di(.)",
  "di(..)",
  "di(..)(..)",
  "di(...)",
];
const param = z.tuple([z.string(), z.string(), z.enum(kinds), z.array(z.string()).nullable()]);
const state: z.ZodType = z.lazy(() =>
  z.tuple([
    z.union([z.string(), param]),
    z.record(z.string(), state),
    z.tuple([z.string(), z.string()]).nullish(),
    z.enum(["refetch", "inside-shared-layout", "metadata-only"]).nullish(),
    z.number().nullish(),
    z.string().optional(),
  ]),
);

/** Next answers 500, with a stack in the log, to a router state that it cannot read. Here it is refused first. */
export function guardRouterState(header: string | undefined): void {
  if (header === undefined || isState(header)) return;
  throw new ConsoleError("bad-input", "The state of the router was not understood.", {
    hint: "Reload the page.",
  });
}

function isState(header: string): boolean {
  try {
    return state.safeParse(JSON.parse(decodeURIComponent(header))).success;
  } catch {
    return false;
  }
}
