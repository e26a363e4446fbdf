import type { Route } from "next";
import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import { paths } from "#lib/paths.ts";

/** The form of a run's command, filled in as it was. */
export function commandHref({ command, input }: Pick<RunRecord, "command" | "input">): Route {
  const said = Object.entries(input).flatMap(([name, value]) =>
    name === "plan" || value === undefined
      ? []
      : [[name, Array.isArray(value) ? value.join(",") : String(value)]],
  );
  const query = new URLSearchParams(said).toString();
  const path = paths.command(command);
  return query === "" ? path : (`${path}?${query}` as Route);
}

/** Where a command is given anew with just this input. Checks have a page of their own. */
export function againHref({ command, input }: Pick<RunRecord, "command" | "input">): Route {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(input)) {
    for (const each of Array.isArray(value) ? value : [value]) query.append(name, String(each));
  }
  return `${command === "verify" ? paths.advancedVerify() : paths.command(command)}?${query}` as Route;
}
