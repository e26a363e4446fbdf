import { type ChildProcess, spawn } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { KeeperAhead, KeeperOrder } from "./keeper-order.ts";

export type Keepers = {
  /** Starts a keeper that outlives us, or takes the one that is ready. */
  start: (order: KeeperOrder) => Promise<ChildProcess>;
  /** Somebody looks at a form and is about to start a run: one keeper waits for it, with its program. */
  getReady: () => void;
  close: () => void;
};

type Options = {
  keeperPath: string;
  /** What the next run will most likely start; nothing where that is a program that cannot wait. */
  ahead?: KeeperAhead | undefined;
  /** How long one waits that nobody needs. */
  readyMs?: number;
};

const readyMsUsual = 2 * 60 * 1000;

/** The keeper as source; a bundle passes its own, and must not take this for a file to pack. */
export function keeperSourcePath(): string {
  return join(dirname(fileURLToPath(import.meta.url)), "keeper-main.ts");
}

export function makeKeepers({ keeperPath, ahead, readyMs = readyMsUsual }: Options): Keepers {
  let ready: Promise<ChildProcess | undefined> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;
  const take = async (): Promise<ChildProcess | undefined> => {
    clearTimeout(timer);
    const taken = ready;
    ready = undefined;
    const keeper = await taken;
    return keeper?.exitCode === null && keeper.signalCode === null ? keeper : undefined;
  };
  /** A keeper whose stdin closes before it has an order ends, and its program with it. */
  const letGo = async () => (await take())?.stdin?.end();
  const readyOne = async (): Promise<ChildProcess | undefined> => {
    try {
      const keeper = await openKeeper(keeperPath);
      keeper.unref();
      await tell(keeper, { ahead: ahead ?? null });
      return keeper;
    } catch {
      // Whoever starts a run starts a keeper then, and says what is wrong.
      return undefined;
    }
  };
  return {
    start: async (order) => {
      const waiting = await take();
      // One that has just ended has no order; were it otherwise, it would own the run, and the other would leave it alone.
      if (waiting && (await tellWhole(waiting, order).catch(() => false))) return waiting;
      const keeper = await openKeeper(keeperPath);
      await tellWhole(keeper, order);
      keeper.unref();
      return keeper;
    },
    getReady: () => {
      if (isClosed) return;
      ready ??= readyOne();
      clearTimeout(timer);
      timer = setTimeout(() => void letGo(), readyMs);
      timer.unref();
    },
    close: () => {
      isClosed = true;
      void letGo();
    },
  };
}

async function openKeeper(keeperPath: string): Promise<ChildProcess> {
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
  // A keeper that ends while it is told something is seen to have ended, which is enough.
  keeper.stdin?.on("error", () => undefined);
  return keeper;
}

type Told = KeeperOrder | { ahead: KeeperAhead | null };

/** What is told goes through a pipe, because argv and files can be read by others. */
function tell({ stdin }: ChildProcess, told: Told): Promise<void> {
  if (!stdin) throw new Error("The keeper started without its stdin.");
  return new Promise((resolve, reject) => {
    stdin.write(`${JSON.stringify(told)}\n`, (error) => (error ? reject(error) : resolve()));
  });
}

async function tellWhole(keeper: ChildProcess, order: KeeperOrder): Promise<true> {
  await tell(keeper, order);
  keeper.stdin?.end();
  return true;
}

function keeperEnv(): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR } = process.env;
  return { NODE_ENV: "production", ...(PATH && { PATH }), ...(HOME && { HOME }), ...(TMPDIR && { TMPDIR }) };
}
