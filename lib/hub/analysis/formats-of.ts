import type { HubAnalysis } from "#cli-bridge/protocol/hub-analysis.ts";
import type { Unpriced } from "#lib/weights/fit/price-variants.ts";
import type { HubModel } from "../hub.ts";
import type { StoredQuantization } from "./stored-quantization.ts";

type Told = { variants: readonly Unpriced[]; model: HubModel; stored: StoredQuantization };

const words = { gguf: "GGUF", safetensors: "safetensors", onnx: "ONNX", pytorch: "PyTorch" };

/** The formats there are, most bytes first, each with what speaks for it. */
export function formatsOf({ variants, model, stored }: Told): HubAnalysis["formats"] {
  const byFormat = Map.groupBy(variants, ({ format }) => format);
  const found = [...byFormat].map(([format, members]) => {
    const files = members.reduce((sum, each) => sum + each.files.length, 0);
    const bytes = members.reduce((sum, each) => sum + each.bytes, 0);
    const one = members[0]?.files[0] ?? "";
    const evidence = [
      `${files === 1 ? one : `${files} files, ${one} among them`}`,
      ...(model.tags.includes(format) ? [`tagged ${format}`] : []),
      ...(model.library === format ? [`its library is ${words[format]}`] : []),
      ...(format === "safetensors" || format === "pytorch" ? stored.evidence : []),
    ];
    return { format, files, bytes, evidence };
  });
  return found.sort((one, other) => other.bytes - one.bytes);
}
