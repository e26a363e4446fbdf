import type { HubAccount, HubFile, HubRepo } from "../hub-shapes.ts";
import { ggufFile, recipes, splitGgufFiles } from "./gguf-files.ts";
import { configOf, large, type ModelShape, middle, parametersOf, small } from "./model-shape.ts";
import { oddRepos } from "./odd-repos.ts";
import { safetensorsFiles } from "./safetensors-files.ts";
import { cardOf, tokenizerFiles } from "./sample-files.ts";

/** Who may do what at the hub that is started by hand. */
export const sampleTokens: Readonly<Record<string, HubAccount>> = {
  hf_granted: { name: "grace", granted: ["vault/Keystone-1.1B"], sees: ["acme/unreleased"] },
  hf_waiting: { name: "walter" },
};

const chat = { pipelineTag: "text-generation", license: "apache-2.0" };
const license: HubFile = { path: "LICENSE", content: "Apache License\nVersion 2.0, January 2004\n" };

function ggufOf(name: string, shape: ModelShape): Pick<HubRepo, "gguf" | "library" | "labels"> {
  const total = parametersOf(shape);
  return {
    gguf: { total, architecture: "llama", context_length: shape.context },
    library: "gguf",
    labels: ["llama", "conversational", `base_model:acme/${name}`, `base_model:quantized:acme/${name}`],
  };
}

const safetensorsOf = (shape: ModelShape): Pick<HubRepo, "safetensors" | "library" | "labels"> => {
  const total = parametersOf(shape);
  return { safetensors: { parameters: { BF16: total }, total }, library: "transformers", labels: ["llama"] };
};

const quantized = (name: string, shape: ModelShape, names: readonly string[], folder = "") =>
  names.map((quantization) =>
    ggufFile({ path: `${folder}${name}-${quantization}.gguf`, name, shape, quantization }),
  );

/** The models of a maker who publishes as makers do. */
function acmeRepos(): HubRepo[] {
  const [tiny, ember, giant] = ["Ember-1.1B-Instruct", "Ember-8B-Instruct", "Ember-70B-Instruct"];
  const awq = { quant_method: "awq", bits: 4, group_size: 128, version: "gemm", zero_point: true };
  const gptq = { quant_method: "gptq", bits: 4, group_size: 128, desc_act: false, sym: true };
  const around = (title: string) => [cardOf(title), license];
  const quantizedRepo = (name: string, how: "awq" | "gptq", quantization_config: object): HubRepo => ({
    ...{ ...chat, name: `acme/${tiny}-${name}`, downloads: 3100, likes: 9, library: "transformers" },
    labels: ["llama", how, "4-bit", `base_model:quantized:acme/${tiny}`],
    files: [
      ...around(`${tiny}, ${name}`),
      { path: "config.json", content: configOf(small, { quantization_config }) },
      ...tokenizerFiles,
      ...safetensorsFiles(small, how),
    ],
  });
  const plainRepo = (name: string, shape: ModelShape, count: number, downloads: number): HubRepo => ({
    ...{ ...chat, ...safetensorsOf(shape), name: `acme/${name}`, downloads, likes: 210 },
    tags: { "v1.0": "main" },
    files: [
      ...around(name),
      { path: "config.json", content: configOf(shape) },
      ...tokenizerFiles,
      ...safetensorsFiles(shape, "plain", count),
    ],
  });
  return [
    {
      ...{ ...chat, ...ggufOf(tiny, small), name: `acme/${tiny}-GGUF`, downloads: 48_000, likes: 320 },
      lastModified: "2026-11-12T10:00:00.000Z",
      files: [
        ...around(`${tiny}, GGUF`),
        ...quantized(tiny, small, Object.keys(recipes)),
        { path: "imatrix.dat", bytes: 2_400_000 },
      ],
    },
    plainRepo(tiny, small, 1, 21_000),
    {
      ...{ ...chat, ...ggufOf(ember, middle), name: `acme/${ember}-GGUF`, downloads: 160_000, likes: 870 },
      files: [
        ...around(`${ember}, GGUF`),
        ...["Q4_K_M", "Q5_K_M", "Q8_0"].flatMap((each) => quantized(ember, middle, [each], `${each}/`)),
      ],
    },
    plainRepo(ember, middle, 4, 95_000),
    {
      ...{ ...chat, ...ggufOf(giant, large), name: `acme/${giant}-GGUF`, downloads: 12_000, likes: 150 },
      files: [
        ...around(`${giant}, GGUF`),
        ...splitGgufFiles(
          { path: `Q4_K_M/${giant}-Q4_K_M.gguf`, name: giant, shape: large, quantization: "Q4_K_M" },
          2,
        ),
      ],
    },
    quantizedRepo("AWQ", "awq", awq),
    quantizedRepo("GPTQ", "gptq", gptq),
  ];
}

/** About twenty repositories of every kind that the console has something to say about. */
export function sampleRepos(): HubRepo[] {
  return [...acmeRepos(), ...oddRepos()];
}
