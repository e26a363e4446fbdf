import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import type { Effect, Lane } from "#cli-bridge/protocol/run-record.ts";

/** What a run is started with. The input is for remembering: the argument list is what runs. */
export type StartRequest = {
  command: string;
  /** Without secrets. */
  input: Record<string, unknown>;
  /** The whole invocation as it is shown, program included. */
  argv: string[];
  secrets?: Record<string, string> | undefined;
  effect: Effect;
  lane: Lane;
  dialect?: "modeldeck" | "imageworks" | undefined;
  cwd?: string | undefined;
  limitMs?: number | undefined;
  planId?: string | undefined;
  repeats?: string | undefined;
  pausable?: true | undefined;
  session?: string | undefined;
};

/** Linux takes at most 128 KiB for one argument, its final NUL included. */
const argumentBytesMax = 128 * 1024 - 1;

/** Only what arrives unchanged may leave. */
export function guardArguments({ argv, secrets = {} }: StartRequest): void {
  for (const word of argv) {
    guardText(word, `The argument ${JSON.stringify(word.slice(0, 40))}`);
    if (Buffer.byteLength(word) > argumentBytesMax) {
      throw new ConsoleError("too-large", `An argument is longer than ${argumentBytesMax} bytes.`, {
        hint: "Give less text at once.",
      });
    }
  }
  for (const [name, value] of Object.entries(secrets)) {
    if (!/^[A-Z_][A-Z0-9_]*$/.test(name)) {
      throw new ConsoleError("bad-input", `${JSON.stringify(name.slice(0, 40))} cannot name a variable.`);
    }
    guardText(value, `The value of ${name}`);
  }
}

function guardText(text: string, what: string) {
  if (text.includes("\0")) {
    throw new ConsoleError("bad-input", `${what} holds a NUL character.`, { hint: "Remove it." });
  }
  if (!text.isWellFormed()) {
    throw new ConsoleError("bad-input", `${what} holds half a character.`, { hint: "Type it again." });
  }
}
