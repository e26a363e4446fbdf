import { randomBytes } from "node:crypto";
import { childEnv } from "./child-env.ts";
import { endTree, markerVariable } from "./process-tree.ts";
import { type Child, spawnChild } from "./spawn-child.ts";

export type RunningServer = {
  /** Unknown of a service that goes on without us. */
  pid?: number | undefined;
  exited: Child["exited"];
  /** The latest of what it said. */
  tail: () => string;
  /** Tells it and all that it started to end, and kills what is left after the grace or the hurry; says whether all is gone. */
  end: (graceMs: number, hurry: AbortSignal) => Promise<boolean>;
};

export type ServerOrder = {
  program: string;
  argv: readonly string[];
  env: Readonly<Record<string, string>>;
  /** Where its output goes, as it comes. */
  out: NodeJS.WritableStream;
  err: NodeJS.WritableStream;
  onOutput?: (text: string) => void;
};

const tailCharacters = 32 * 1024;
/** So soon its number is nobody else's: the system goes through all the others first. */
const numberKeptMs = 10_000;

/** The mark of the run that we belong to, or one of our own, so that whatever a server leaves behind is found. */
const marker = process.env[markerVariable] ?? `terminal.${randomBytes(8).toString("hex")}`;

/** A server in a group of its own, its output handed on; or why it could not start. */
export async function startServer(order: ServerOrder): Promise<RunningServer | { reason: string }> {
  const { program, argv, out, err, onOutput } = order;
  const child = await spawnChild({
    spawn: [program, ...argv.slice(1)],
    argv: [...argv],
    cwd: process.cwd(),
    env: { ...order.env, [markerVariable]: marker },
    hasChannel: false,
  });
  if ("reason" in child) return child;
  let tail = "";
  let exitedAt = Number.POSITIVE_INFINITY;
  const hear = (source: Child["out"], target: NodeJS.WritableStream) => {
    source.on("data", (chunk: Buffer) => {
      const text = chunk.toString("utf8");
      tail = `${tail}${text}`.slice(-tailCharacters);
      onOutput?.(text);
    });
    source.pipe(target, { end: false });
  };
  hear(child.out, out);
  hear(child.err, err);
  const exited = child.exited.finally(() => {
    exitedAt = performance.now();
  });
  return {
    pid: child.pid,
    exited,
    tail: () => tail,
    // The workers of vLLM write their title over the mark, and outlive who started them: only their group tells of
    // them. Later the number of the group can be somebody else's; the mark cannot.
    end: (graceMs, hurry) => {
      const isKept = performance.now() - exitedAt < numberKeptMs;
      return endTree({ child: isKept ? child.pid : undefined, marker }, graceMs, hurry);
    },
  };
}

/** What every program is given, without what is the console's own. */
export function serverEnv(source: NodeJS.ProcessEnv): Record<string, string> {
  const usual = childEnv(source, { secrets: {}, marker, hasChannel: false });
  return Object.fromEntries(
    Object.entries(usual).filter(([name]) => !/^(?:MODELDECK_|IMAGEWORKS_)/.test(name)),
  );
}
