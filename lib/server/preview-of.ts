import { toCurl, toPowerShell, toShell } from "#cli-bridge/derive/shell-words.ts";
import { dialects } from "#cli-bridge/dialects/index.ts";
import type { Asked, Preview } from "#cli-bridge/protocol/preview.ts";
import type { Confirmations } from "./confirmations.ts";
import type { Asker, PreviewRequest } from "./console.ts";
import { type RequestedUse, type Spoken, toRequestedUse } from "./use-of-request.ts";

/** How each program is called where it is at home. */
const usualWords = { modeldeck: ["modeldeck"], imageworks: ["uv", "run", "imageworks-download"] } as const;

type Previewing = { spoken: Spoken; confirmations: Confirmations };
type Wanted = PreviewRequest & { command: string };

/** What would run, in words to read and to copy, and what has to be confirmed first. */
export function previewOf({ spoken, confirmations }: Previewing, wanted: Wanted, asker: Asker): Preview {
  const isOther = wanted.dialect !== undefined && wanted.dialect !== spoken.dialect.name;
  const speaks = isOther && wanted.dialect ? speakerOf(wanted.dialect) : spoken;
  const requested = toRequestedUse(wanted, speaks);
  const { name, remembered, planId, use, invocation } = requested;
  const { plan: _plan, ...input } = remembered;
  const env = Object.keys(invocation.env);
  return {
    argv: invocation.argv,
    env,
    shell: toShell(invocation.argv, env),
    powershell: toPowerShell(invocation.argv, env),
    curl: toCurl(asker.origin, { command: name, input, ...(planId && { plan: planId }) }),
    effect: use.effect,
    // A line for another program is only for copying: nothing is confirmed with it.
    confirmation: askedFor(requested, isOther ? undefined : { confirmations, asker }),
  };
}

const speakerOf = (name: keyof typeof usualWords): Spoken => ({
  dialect: dialects[name],
  words: usualWords[name],
});

type Issuing = { confirmations: Confirmations; asker: Asker };

function askedFor({ use, confirmed }: RequestedUse, issuing: Issuing | undefined): Asked {
  const { severity, asks, phrase } = use;
  const { session } = issuing?.asker ?? {};
  return {
    severity,
    asks,
    ...(asks === "phrase" && { phrase }),
    ...(issuing && severity >= 3 && issuing.confirmations.issue({ session, ...confirmed })),
  };
}
