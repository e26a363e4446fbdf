import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { inject } from "vitest";
import { buildKeeper } from "#scripts/build-cli.mjs";

/** The keeper as it is shipped, which starts in a quarter of the time that its sources take. */
export const builtKeeper = join(inject("builtFolder"), "keeper.mjs");
if (!existsSync(builtKeeper)) await buildKeeper(dirname(builtKeeper));
