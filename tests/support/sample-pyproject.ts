/** A project's file of the shape that the original tool keeps, with comments, odd quotes and secrets in it. */
export const samplePyproject = `[build-system]
requires = ["hatchling"]   # not ours

[project]
name = 'darkroom'
authors = [{ name = "A. Person", email = "a@example.org" }]

[tool.imageworks.tagger]
# Which model writes the captions.
caption_model = "tiny-vision"   # swap with care
keyword_model = 'tiny-words'
default_api_key = "sk-live-0123456789abcdef"
max_new_tokens = 512
temperature = 0.2
base_url = "http://me:letmein@localhost:8100/v1"
limits = { retries = 3, wait = 1.5 }
since = 2025-01-02
endings = [
  ".jpg",   # the usual one
  '.png',
  # raw files
  ".orf",
]

# --- profiles ---

[tool.imageworks.deployment_profiles.balanced_24gb]
description = "One card"
max_vram_mb = 22000  # 24576 - 2048
max_concurrent_models = 2
preferred_quantizations = ["fp8", "awq"]
strategy = "concurrent_limited"

[tool.imageworks.deployment_profiles.development]
max_vram_mb = 10_000
strategy = "load_unload"

# What follows belongs to others.
[dependency-groups]
dev = ["pytest"]

[[tool.mypy.overrides]]
module = "x.*"
`;
