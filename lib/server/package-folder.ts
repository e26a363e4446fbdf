import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder that holds `app/` and `.next/`, found from here upwards because a bundle lies elsewhere than its sources. */
export function packageFolder(from: string = dirname(fileURLToPath(import.meta.url))): string {
  if (existsSync(join(from, "next.config.mjs"))) return from;
  const above = dirname(from);
  if (above === from) throw new Error("The folder of the console was not found.");
  return packageFolder(above);
}
