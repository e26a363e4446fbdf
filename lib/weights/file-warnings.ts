import { findTemplateEscape } from "./chat-template.ts";
import type { Configs } from "./config-quantization.ts";
import type { ChatTemplate } from "./detected-model.ts";
import type { ModelFile } from "./model-files.ts";

/** What a person should know before anything loads this model. */
export function warningsOfFiles(
  files: readonly ModelFile[],
  configs: Configs,
  template: ChatTemplate,
): string[] {
  const warnings: string[] = [];
  const of = (kind: ModelFile["kind"]): string[] =>
    files.filter((file) => file.kind === kind).map(({ path }) => path);
  const pickles = of("pickle");
  if (pickles.length > 0) {
    warnings.push(
      `Loading ${named(pickles)} can run code: pickle files are programs. Prefer safetensors or GGUF.`,
    );
  }
  const scripts = of("code");
  if (scripts.length > 0) warnings.push(`It brings its own code: ${named(scripts)}.`);
  for (const [name, config] of configs) {
    if ("auto_map" in config) warnings.push(`"${name}" asks the loader to run code of the model (auto_map).`);
  }
  const partial = of("partial");
  if (partial.length > 0) warnings.push(`A download has not ended: ${named(partial)}.`);
  const way = template.text === undefined ? undefined : findTemplateEscape(template.text);
  if (way !== undefined) {
    warnings.push(`Its chat template uses "${way}", which has no use but to leave the template's sandbox.`);
  }
  return warnings;
}

function named(paths: readonly string[]): string {
  const [first] = paths;
  return paths.length === 1 ? `"${first}"` : `"${first}" and ${paths.length - 1} more`;
}
