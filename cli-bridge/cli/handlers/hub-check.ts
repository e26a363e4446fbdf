import type { HubHop } from "#cli-bridge/protocol/hub-answer.ts";
import { checkHub } from "#lib/hub/check/check-hub.ts";
import { type Part, type Printer, styled } from "../print.ts";
import { withHub } from "../with-hub.ts";
import type { Handler } from "./index.ts";

export const hubCheck: Handler<"hub-check"> = (_, session) =>
  withHub(session, async (hub) => {
    const { print, tellResult } = session;
    const check = await checkHub(hub, { onHop: (hop) => printHop(print, hop) });
    print.json(check);
    for (const { source, masked } of check.otherTokens)
      print.line(styled("dim", `Not used: the token ${masked} from ${source}.`));
    const failed = check.hops.filter(({ state }) => state === "failed");
    const summary = check.healthy
      ? `${check.endpoint} is in reach.`
      : `The way to ${check.endpoint} ends at: ${failed.map(({ name }) => name).join(", ")}.`;
    tellResult({ summary });
    print.line();
    print.line(styled(check.healthy ? "green" : "red", summary));
    return check.healthy ? 0 : 1;
  });

const signs: Record<HubHop["state"], Part> = {
  fine: styled("green", "✓"),
  remark: styled("yellow", "!"),
  failed: styled("red", "✗"),
  skipped: styled("dim", "-"),
};

function printHop(print: Printer, { name, state, says, hint, milliseconds }: HubHop): void {
  const time = milliseconds === undefined ? "" : `  ${milliseconds} ms`;
  print.line(signs[state], ` ${name.padEnd(10)}  `, says, styled("dim", time));
  if (hint !== undefined) print.line(styled("dim", `${" ".repeat(14)}${hint}`));
}
