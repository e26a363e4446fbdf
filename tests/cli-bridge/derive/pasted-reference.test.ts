import { describe, expect, it } from "vitest";
import { pastedReference } from "#cli-bridge/derive/pasted-reference.ts";

describe("the repository in a paste", () => {
  it.each([
    [`"owner/repo"`, "owner/repo"],
    ["`owner/repo:Q4_K_M`", "owner/repo:Q4_K_M"],
    ["'https://huggingface.co/owner/repo'", "https://huggingface.co/owner/repo"],
    ["ollama run hf.co/owner/repo:Q8_0", "hf.co/owner/repo:Q8_0"],
    ["$ ollama pull --insecure huggingface.co/owner/repo:latest", "huggingface.co/owner/repo"],
    ["hf download owner/repo", "owner/repo"],
    ["hf download owner/repo --local-dir models/repo", "owner/repo"],
    ["hf download --local-dir models/repo owner/repo", "owner/repo"],
    ["huggingface-cli download owner/repo sub/m.gguf --local-dir .", "hf://owner/repo/sub/m.gguf"],
    [`huggingface-cli download owner/repo --include "m-Q4_0.gguf"`, "hf://owner/repo/m-Q4_0.gguf"],
    [`hf download owner/repo --include "*Q4*" --revision=feature/x`, "hf://owner/repo@feature%2Fx"],
    ["hf download owner/repo a.gguf b.gguf", "owner/repo"],
    ["hf download --quiet owner/repo sub/dir/model.gguf", "hf://owner/repo/sub/dir/model.gguf"],
    ["hf download --local-dir models/foo --quiet owner/repo", "owner/repo"],
    ["hf download https://huggingface.co/owner/repo x.gguf", "https://huggingface.co/owner/repo"],
    ["llama-server -hf owner/repo:Q4_K_M -c 4096", "owner/repo:Q4_K_M"],
    ["./bin/llama-cli --hf-repo=owner/repo --hf-file 'm 1.gguf'", "hf://owner/repo/m%201.gguf"],
  ])("%s", (text, reference) => {
    expect(pastedReference(text)).toBe(reference);
  });

  it.each([
    ["ollama run llama3.2"],
    ["ollama run owner/repo"],
    ["ollama"],
    ["hf download"],
    ["hf download --repo-type dataset owner/data"],
    ["llama-server -m models/tiny.gguf"],
    ["llama-3.1 8b"],
    ["run a/b testing"],
    [""],
  ])("is not guessed from: %s", (text) => {
    expect(pastedReference(text)).toBeUndefined();
  });
});
