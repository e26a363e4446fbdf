import type { EntryDetails } from "#cli-bridge/protocol/registry-answer.ts";

/** A model as its details tell of it, with what a test cares for. */
export const makeDetails = (more: Partial<EntryDetails> = {}): EntryDetails => ({
  name: "tiny",
  displayName: "tiny",
  layer: "discovered",
  backend: "vllm",
  capabilities: {},
  installed: true,
  roles: [],
  rolePriority: {},
  deprecated: false,
  tags: [],
  favourite: false,
  marks: { roles: "r1", backend: "b1", args: "a1", defaults: "d1", meta: "m1" },
  testing: false,
  logicalOnly: false,
  locked: false,
  aliases: [],
  files: [],
  architecture: {},
  generationDefaults: {},
  backendConfig: {},
  raw: {},
  layers: {},
  ...more,
});
