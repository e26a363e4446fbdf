import { type CommandName, commandOf } from "#cli-bridge/catalogue/index.ts";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";

/** The models that were named, each once; none at all is a slip. */
export function guardNamed(models: readonly string[] | undefined, command: CommandName): string[] {
  const named = [...new Set((models ?? []).map((model) => model.trim()).filter((model) => model !== ""))];
  if (named.length > 0) return named;
  const { path, verb } = commandOf(command);
  throw new ConsoleError("bad-input", `${verb} which models?`, {
    hint: `Name one or more: modeldeck ${path.join(" ")} MODEL…`,
  });
}
