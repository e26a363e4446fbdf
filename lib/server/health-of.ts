import type { HealthAnswer } from "#cli-bridge/protocol/command-answer.ts";
import type { Program } from "#cli-bridge/run/program-of.ts";
import type { Registry } from "#lib/registry/load-registry.ts";

type Told = { version: string; startedAt: string; program: Program };

/** How the console and its registry are, for whoever watches them. */
export function healthOf({ dir, problems, readOnly, entries }: Registry, told: Told): HealthAnswer {
  const { version, startedAt, program } = told;
  return {
    status: problems.length === 0 ? "ok" : "degraded",
    ...{ version, startedAt, program: { words: program.shown, dialect: program.dialect } },
    registry: {
      ...{ folder: dir, entries: entries.length, problems: problems.length },
      ...(readOnly !== undefined && { readOnly }),
    },
  };
}
