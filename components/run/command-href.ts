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
