import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";

/** Its words for an engine that died under a model, which it may go on listing as loaded. */
const crashed = /channel error|has crashed|engine (?:process )?(?:died|exited)/i;

/** The same error, with what to do where the engine is gone. */
export function toCrash(error: unknown, model: string): unknown {
  if (!(error instanceof ConsoleError) || error.code !== "backend-failed" || !crashed.test(error.message))
    return error;
  return new ConsoleError(error.code, error.message, {
    hint: `The engine that ran ${model} has died. Unload the model and load it again; if that does not last, with a shorter context.`,
    cause: error,
  });
}
