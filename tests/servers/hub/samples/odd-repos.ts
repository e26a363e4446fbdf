import { hostileRepo } from "../hostile-repo.ts";
import type { HubRepo } from "../hub-shapes.ts";
import { ggufFile } from "./gguf-files.ts";
import { configOf, small } from "./model-shape.ts";
import { safetensorsFiles } from "./safetensors-files.ts";
import { cardOf, tokenizerFiles } from "./sample-files.ts";

const pickled = configOf(small, {
  architectures: ["EmberForCausalLM"],
  auto_map: { AutoModelForCausalLM: "modeling_ember.EmberForCausalLM" },
});

/** What is closed, gone, empty, renamed, not a model, or not what one would wish for. */
export function oddRepos(): HubRepo[] {
  const keystone = "Keystone-1.1B";
  const plain = [{ path: "config.json", content: configOf(small) }, ...tokenizerFiles];
  return [
    {
      ...{ name: `vault/${keystone}`, gated: "manual", license: "other", downloads: 7000, likes: 64 },
      ...{ pipelineTag: "text-generation", library: "transformers" },
      card: { license_name: "keystone", extra_gated_prompt: "Say what you need it for." },
      files: [cardOf(keystone, "other"), ...plain, ...safetensorsFiles(small)],
    },
    {
      ...{ name: "acme/unreleased", private: true, pipelineTag: "text-generation", library: "gguf" },
      files: [
        ggufFile({ path: "unreleased-Q4_0.gguf", name: "Unreleased", shape: small, quantization: "Q4_0" }),
      ],
    },
    { name: "ember-labs/Ember-1.1B-Instruct-GGUF", renamedTo: "acme/Ember-1.1B-Instruct-GGUF" },
    { name: "acme/taken-down", disabled: true },
    { name: "acme/nothing-yet", downloads: 1, files: [] },
    { name: "acme/only-words", downloads: 2, files: [cardOf("No weights here")] },
    {
      ...{ name: "acme/questions", kind: "dataset", downloads: 900, license: "cc-by-4.0" },
      files: [{ path: "data/train-00000-of-00001.parquet", bytes: 30_000_000 }],
    },
    {
      ...{ name: "museum/pickled-ember", downloads: 44, likes: 2, license: "mit", library: "transformers" },
      ...{ pipelineTag: "text-generation", labels: ["custom_code"] },
      files: [
        cardOf("Pickled Ember", "mit"),
        { path: "config.json", content: pickled },
        { path: "modeling_ember.py", content: "class EmberForCausalLM:\n    pass\n" },
        { path: "pytorch_model.bin", bytes: 80_000_000 },
        { path: "training_args.bin", bytes: 4200 },
      ],
    },
    {
      ...{ name: "acme/odd-names", downloads: 12, library: "gguf" },
      branches: {
        main: [
          cardOf("Odd names"),
          { path: "with space #1.gguf", bytes: 5_000_000 },
          { path: "100 %/größe & co?.gguf", bytes: 3_000_000 },
          { path: "sub/sub/deep+plus.gguf", bytes: 2_000_000 },
        ],
        "wip/next": [cardOf("Odd names, next"), { path: "next.gguf", bytes: 1_500_000 }],
        "refs/pr/1": [cardOf("Odd names, as proposed")],
      },
      tags: { "v0.1": "main" },
    },
    {
      ...{ name: "acme/minilm-embed", downloads: 230_000, likes: 510, license: "apache-2.0" },
      ...{ pipelineTag: "sentence-similarity", library: "sentence-transformers" },
      files: [
        cardOf("MiniLM, embeddings"),
        {
          path: "config.json",
          content: '{"architectures":["BertModel"],"model_type":"bert","hidden_size":384}\n',
        },
        { path: "modules.json", content: "[]\n" },
        { path: "1_Pooling/config.json", content: '{"pooling_mode_mean_tokens":true}\n' },
        ...tokenizerFiles,
        { path: "model.onnx", bytes: 90_000_000 },
      ],
    },
    { ...hostileRepo(), downloads: 3 },
  ];
}
