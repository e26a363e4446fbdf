import { type CommandName, commandOf } from "#cli-bridge/catalogue/index.ts";
import { type Input, parseInput } from "#cli-bridge/derive/check-input.ts";
import { secretsOf } from "#cli-bridge/derive/fields-of.ts";
import { type Scope, withIntent } from "#cli-bridge/derive/intent-of.ts";
import type { Dialect } from "#cli-bridge/dialects/dialect.ts";
import { type Invocation, toInvocation } from "#cli-bridge/dialects/to-invocation.ts";
import { useOf as meaningOf, type Use } from "#cli-bridge/dialects/use-of.ts";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { parseCommandName } from "./command-answers.ts";

export type Spoken = { dialect: Dialect; words: readonly string[] };
export type Wanted = { command: string; input: Record<string, unknown>; plan?: string | undefined };

/** One use of a command, understood: what it says, what it means, and what of it may be remembered. */
export type RequestedUse = {
  name: CommandName;
  input: Input;
  /** Without secrets. */
  remembered: Record<string, unknown>;
  planId: string | undefined;
  use: Use;
  invocation: Invocation;
  /** What a person confirms: the words without the plan, and the plan. */
  confirmed: { command: CommandName; argv: readonly string[]; planId: string | undefined };
};

/** Preview and start both read a request here, so that what was shown is what runs. */
export function toRequestedUse(wanted: Wanted, { dialect, words }: Spoken, scope?: Scope): RequestedUse {
  const name = parseCommandName(wanted.command);
  const command = commandOf(name);
  const input = parseInput(command, withPlan(wanted), "web");
  const secret = new Set(secretsOf(command).map(([field]) => field));
  const { plan, ...unplanned } = input;
  const planId = typeof plan === "string" ? plan : undefined;
  // A plan says that it is to be applied, with or without the word for it.
  const meant = planId === undefined ? unplanned : withIntent(command, unplanned, "act");
  const { argv } = toInvocation(name, meant, dialect, words);
  return {
    ...{ name, input, planId },
    remembered: Object.fromEntries(Object.entries(input).filter(([field]) => !secret.has(field))),
    use: meaningOf(name, input, { dialect, scope }),
    invocation: toInvocation(name, input, dialect, words),
    confirmed: { command: name, argv, planId },
  };
}

function withPlan({ input, plan }: Wanted): Record<string, unknown> {
  if (plan === undefined) return input;
  if (input.plan === undefined || input.plan === plan) return { ...input, plan };
  throw new ConsoleError("bad-input", "The request names two different plans.", { hint: "Name one." });
}
