import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { withFileSource } from "./byte-source.ts";
import { readGgufHeader } from "./gguf-header.ts";
import { type GgufQuantization, quantizationOfGguf } from "./gguf-quantization.ts";

type GgufLook = { fault: string } | { fault: undefined; quantization: GgufQuantization | undefined };

/** In what the header of a GGUF file contradicts the format or the file's own bytes, else the quantisation that it tells. */
export async function lookIntoGguf(
  path: string,
  lend: typeof withFileSource = withFileSource,
): Promise<GgufLook> {
  try {
    const header = await lend(path, readGgufHeader);
    const { layout } = header.tensors;
    return layout.consistent
      ? { fault: undefined, quantization: quantizationOfGguf(header) }
      : { fault: layout.reason };
  } catch (error) {
    if (error instanceof ConsoleError) return { fault: error.message.replace(/\.$/, "") };
    throw error;
  }
}

export const ggufFaultOf = async (path: string): Promise<string | undefined> =>
  (await lookIntoGguf(path)).fault;
