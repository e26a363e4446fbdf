import { toCurl, toPowerShell, toShell } from "#cli-bridge/derive/shell-words.ts";
import { dialects } from "#cli-bridge/dialects/index.ts";
import type { Asked, Preview } from "#cli-bridge/protocol/preview.ts";
import type { Confirmations } from "./confirmations.ts";
import type { Asker, PreviewRequest } from "./console.ts";
import type { RehearsedPlans } from "./rehearsed-plans.ts";
import { type RequestedUse, type Spoken, toRequestedUse } from "./use-of-request.ts";

/** How each program is called where it is at home. */
const usualWords = { modeldeck: ["modeldeck"], imageworks: ["uv", "run", "imageworks-download"] } as const;

type Previewing = {
  spoken: Spoken;
  confirmations: Confirmations;
  plans: Pick<RehearsedPlans, "scopeOf">;
};
type Wanted = PreviewRequest & { command: string };

/** What would run, in words to read and to copy, and what has to be confirmed first. */
export async function previewOf(
  { spoken, confirmations, plans }: Previewing,
  wanted: Wanted,
  asker: Asker,
): Promise<Preview> {
  const isOther = wanted.dialect !== undefined && wanted.dialect !== spoken.dialect.name;
  const speaks = isOther && wanted.dialect ? speakerOf(wanted.dialect) : spoken;
  const asked = toRequestedUse(wanted, speaks);
  const scope =
    asked.use.needsPlan && asked.planId
      ? await plans.scopeOf(asked.name, asked.input, asked.planId)
      : undefined;
  // What a plan takes away says how gravely it is confirmed.
  const requested = scope ? toRequestedUse(wanted, speaks, scope) : asked;
  const { name, remembered, planId, use, invocation } = requested;
  const { plan: _plan, ...input } = remembered;
  // A line for another program is only for copying: nothing is confirmed with it.
  const confirmation = askedFor(requested, isOther ? undefined : { confirmations, asker });
  const body = { command: name, input, ...(planId && { plan: planId }) };
  const env = Object.keys(invocation.env);
  return {
    argv: invocation.argv,
    env,
    shell: toShell(invocation.argv, env),
    powershell: toPowerShell(invocation.argv, env),
    curl: curlOf(body, { confirmation, asker }),
    effect: use.effect,
    confirmation,
  };
}

type Asking = { confirmation: Asked; asker: Asker };

/** A token holds in the session it was issued to, and a terminal is not the session of a browser. */
function curlOf(body: object, { confirmation: { severity, token, phrase }, asker }: Asking): string {
  const { origin, session } = asker;
  if (severity < 3) return toCurl(origin, body);
  if (token !== undefined && session === undefined)
    return toCurl(origin, { ...body, confirmation: { token, ...(phrase !== undefined && { phrase }) } });
  const needed = phrase === undefined ? '{"token": …}' : `{"token": …, "phrase": ${JSON.stringify(phrase)}}`;
  return `# It has to be confirmed: ask for this preview by curl too, and add "confirmation": ${needed}\n${toCurl(origin, body)}`;
}

const speakerOf = (name: keyof typeof usualWords): Spoken => ({
  dialect: dialects[name],
  words: usualWords[name],
});

type Issuing = { confirmations: Confirmations; asker: Asker };

function askedFor({ use, confirmed }: RequestedUse, issuing: Issuing | undefined): Asked {
  const { severity, asks, phrase, warning } = use;
  const { session } = issuing?.asker ?? {};
  return {
    severity,
    asks,
    ...(asks === "phrase" && { phrase }),
    ...(warning !== undefined && { warning }),
    ...(issuing && severity >= 3 && issuing.confirmations.issue({ session, ...confirmed })),
  };
}
