import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { DialectName } from "#cli-bridge/dialects/dialect.ts";
import { type Program, programOf } from "#cli-bridge/run/program-of.ts";
import type { Settings } from "#lib/state/settings.ts";
import { packageFolder } from "./package-folder.ts";

/** The program that the settings name, and how it is spoken to. */
export function programIn({ program, dialect }: Settings): Program {
  return programOf(program.value, {
    ownPath: join(packageFolder(), "bin", "modeldeck.mjs"),
    dialect: dialect.value === "as named" ? undefined : dialect.value,
  });
}

/**
 * What a run finds around it. The original program keeps its registry in `configs` below the folder it runs in, and only
 * some of its commands look at the variable; both must lead to the registry that the pages show.
 */
export function surroundingsOf(
  dialect: DialectName,
  {
    env,
    dir,
    keeperPath = ownKeeper(),
  }: { env: NodeJS.ProcessEnv; dir: string; keeperPath?: string | undefined },
) {
  if (dialect === "modeldeck") return { env, keeperPath, cwd: process.cwd() };
  const cwd = basename(dir) === "configs" ? dirname(dir) : process.cwd();
  return { env: { ...env, IMAGEWORKS_REGISTRY_DIR: dir }, keeperPath, cwd };
}

/** A built console starts the built keeper; a checkout without one runs it from its source. */
function ownKeeper(): string | undefined {
  const built = join(packageFolder(), "dist", "keeper.mjs");
  return import.meta.url.includes("/dist/") && existsSync(built) ? built : undefined;
}
