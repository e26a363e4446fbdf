import type { HubFile } from "../hub-shapes.ts";

export function cardOf(title: string, license = "apache-2.0"): HubFile {
  const front = `---\nlicense: ${license}\npipeline_tag: text-generation\nlanguage:\n- en\n---\n`;
  const text = `# ${title}\n\nA model that exists only on the test hub: true headers, meaningless weights.\n`;
  return { path: "README.md", content: front + text };
}

export const tokenizerFiles: HubFile[] = [
  { path: "tokenizer.json", bytes: 1_800_000, lfs: false },
  {
    path: "tokenizer_config.json",
    content: `${JSON.stringify({ tokenizer_class: "PreTrainedTokenizerFast", chat_template: "{{ messages }}" })}\n`,
  },
  { path: "special_tokens_map.json", content: '{"eos_token":"<|end|>"}\n' },
  { path: "generation_config.json", content: '{"temperature":0.6,"top_p":0.9}\n' },
];
