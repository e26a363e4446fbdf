import { join } from "node:path";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { ggufFaultOf } from "#lib/weights/gguf-fault.ts";
import { readSafetensorsFile } from "#lib/weights/safetensors-header.ts";

/** What is wrong with weights whose headers do not fit their own bytes. A backend must never be handed one. */
export async function weightFaultsOf(root: string, weights: readonly string[]): Promise<string[]> {
  const faults: string[] = [];
  for (const path of weights) {
    const fault = await faultOf(join(root, path), path);
    if (fault !== undefined) faults.push(fault);
  }
  return faults;
}

async function faultOf(whole: string, path: string): Promise<string | undefined> {
  try {
    if (/\.gguf$/i.test(path)) {
      const fault = await ggufFaultOf(whole);
      return fault && `"${path}": ${fault}.`;
    }
    if (/\.safetensors$/i.test(path)) await readSafetensorsFile(whole);
    return undefined;
  } catch (error) {
    if (error instanceof ConsoleError) return error.message;
    throw error;
  }
}
