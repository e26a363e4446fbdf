import { Worker } from "node:worker_threads";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";

type Progress = (done: number) => void;

/** A function that stands alone: it uses its parameters, globals and the functions named beside it, nothing else. */
export type Standalone<Input, Output> = (input: Input, progress: Progress) => Output;

type OffThread<Input, Output> = {
  run: Standalone<Input, Output>;
  /** The functions that `run` calls. */
  // biome-ignore lint/complexity/noBannedTypes: only their text is used -- any function will do.
  beside?: readonly Function[];
  input: Input;
  transfer?: readonly ArrayBuffer[];
  signal?: AbortSignal | undefined;
  onProgress?: Progress | undefined;
  memoryMaxMb?: number;
};

/**
 * Runs a function on a thread of its own. Its text is sent, not a file's name, so that it works alike from sources,
 * from the bundled CLI and from the built console.
 */
export function runOffThread<Input, Output>(options: OffThread<Input, Output>): Promise<Output> {
  const { run, beside = [], input, transfer = [], signal, onProgress, memoryMaxMb = 1024 } = options;
  signal?.throwIfAborted();
  const code = [
    'const { parentPort, workerData } = require("node:worker_threads");',
    ...beside.map(String),
    `const answer = (${run})(workerData, (progress) => parentPort.postMessage({ progress }));`,
    "parentPort.postMessage({ answer });",
  ].join("\n");
  const worker = new Worker(code, {
    eval: true,
    workerData: input,
    transferList: [...transfer],
    resourceLimits: { maxOldGenerationSizeMb: memoryMaxMb },
    execArgv: [],
  });
  return new Promise<Output>((resolve, reject) => {
    const stop = (): void => {
      reject(signal?.reason);
      void worker.terminate();
    };
    signal?.addEventListener("abort", stop, { once: true });
    worker.on("message", (message: { progress: number } | { answer: Output }) => {
      if ("answer" in message) resolve(message.answer);
      else onProgress?.(message.progress);
    });
    worker.once("error", reject);
    worker.once("exit", () => {
      signal?.removeEventListener("abort", stop);
      reject(new ConsoleError("failed", "A thread ended without an answer.", { hint: "Try again." }));
    });
  });
}
