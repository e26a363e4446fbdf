import { type ChildProcess, spawn } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { KeeperOrder } from "./keeper-order.ts";

/** The keeper as source; a bundle passes its own, and must not take this for a file to pack. */
export function keeperSourcePath(): string {
  return join(dirname(fileURLToPath(import.meta.url)), "keeper-main.ts");
}

/** Starts a keeper that outlives us. The order goes through a pipe, because argv and files can be read by others. */
export async function startKeeper(keeperPath: string, order: KeeperOrder): Promise<ChildProcess> {
  const keeper = spawn(process.execPath, [keeperPath], {
    cwd: "/",
    detached: true,
    env: keeperEnv(),
    stdio: ["pipe", "ignore", "ignore"],
  });
  await new Promise<void>((resolve, reject) => {
    keeper.once("spawn", resolve);
    keeper.once("error", reject);
  });
  const { stdin } = keeper;
  if (!stdin) throw new Error("The keeper started without its stdin.");
  await new Promise<void>((resolve, reject) => {
    stdin.once("error", reject);
    stdin.end(`${JSON.stringify(order)}\n`, () => resolve());
  });
  keeper.unref();
  return keeper;
}

function keeperEnv(): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR } = process.env;
  return { NODE_ENV: "production", ...(PATH && { PATH }), ...(HOME && { HOME }), ...(TMPDIR && { TMPDIR }) };
}
