import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { withFileSource } from "./byte-source.ts";
import { readGgufHeader } from "./gguf-header.ts";

/** In what the header of a GGUF file contradicts the format or the file's own bytes. */
export async function ggufFaultOf(
  path: string,
  lend: typeof withFileSource = withFileSource,
): Promise<string | undefined> {
  try {
    const { layout } = (await lend(path, readGgufHeader)).tensors;
    return layout.consistent ? undefined : layout.reason;
  } catch (error) {
    if (error instanceof ConsoleError) return error.message.replace(/\.$/, "");
    throw error;
  }
}
