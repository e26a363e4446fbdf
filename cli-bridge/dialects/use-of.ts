import type { Effect, Severity } from "#cli-bridge/catalogue/define-command.ts";
import { type CommandName, commandOf } from "#cli-bridge/catalogue/index.ts";
import type { Input } from "#cli-bridge/derive/check-input.ts";
import {
  askFor,
  effectOf,
  phraseFor,
  type Scope,
  severityOf,
  withIntent,
} from "#cli-bridge/derive/intent-of.ts";
import type { Dialect } from "./dialect.ts";

/** What one use of a command means when it is said in a dialect. */
export type Use = {
  effect: Effect;
  severity: Severity;
  asks: ReturnType<typeof askFor>;
  phrase: string;
  /** Whether the deed must name the plan it was shown. */
  needsPlan: boolean;
  /** What a person should know first, of a program that shows no plan. */
  warning?: string;
};

/** Whether the program does at once what ours would rehearse. */
export const actsAnyway = (name: CommandName, { spellingOf }: Dialect): boolean =>
  commandOf(name).apply !== undefined && spellingOf(name)?.mode === "always acts";

type Meant = { dialect: Dialect; scope?: Scope | undefined };

/**
 * A program that cannot rehearse does the deed at once, whatever was meant. Without a plan to look at, a change is
 * confirmed by hand and a destruction by retyping.
 */
export function useOf(name: CommandName, input: Input, { dialect, scope }: Meant): Use {
  const command = commandOf(name);
  const spelling = dialect.spellingOf(name);
  const meant = actsAnyway(name, dialect) ? withIntent(command, input, "act") : input;
  const effect = effectOf(command, meant);
  const needsPlan = dialect.hasChannel && command.apply !== undefined && effect !== "reads";
  const graded = severityOf(command, meant, scope);
  const blind: Severity = effect === "destroys" ? 4 : 3;
  const severity = needsPlan || graded < 2 || graded > blind ? graded : blind;
  const fits = spelling?.warnings?.find(({ when }) => when.every((field) => input[field] === true));
  return {
    ...{ effect, severity, asks: askFor(severity), phrase: phraseFor(command, input, scope), needsPlan },
    ...(fits && { warning: fits.says }),
  };
}
