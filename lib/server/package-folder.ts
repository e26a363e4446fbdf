import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";

/** The folder that holds `app/` and `.next/`, found from here upwards because a bundle lies elsewhere than its sources. */
export function packageFolder(from: string = dirname(fileURLToPath(import.meta.url))): string {
  if (existsSync(join(from, "next.config.mjs"))) return from;
  const above = dirname(from);
  if (above === from) throw new Error("The folder of the console was not found.");
  return packageFolder(above);
}

const ownPackage = z.object({ version: z.string() });

/** The version of the console that runs, which is that of the package around it. */
export function readVersion(): string {
  return ownPackage.parse(JSON.parse(readFileSync(join(packageFolder(), "package.json"), "utf8"))).version;
}
