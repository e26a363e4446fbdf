import { expect, test } from "vitest";
import { downloadWanted } from "#components/run/download-wanted.ts";

test.each([
  [{ model: "acme/Ember" }, "acme/Ember", []],
  [{ model: "acme/Ember:Q4_K_M" }, "acme/Ember", ["Q4_K_M"]],
  [{ model: "acme/Ember@dev/1:Q8_0" }, "acme/Ember", ["Q8_0"]],
  [{ model: "gpt2@main" }, "gpt2", []],
  [{ model: "acme/Ember", weights: ["Q4_K_M", "Q8_0"] }, "acme/Ember", ["Q4_K_M", "Q8_0"]],
  [{ model: "acme/Ember", files: ["*.json"] }, "acme/Ember", ["*.json"]],
  [{ model: "https://huggingface.co/acme/Ember/tree/main" }, "acme/Ember", []],
  [{ model: "http://127.0.0.1:8123/acme/Ember/blob/main/e-Q4.gguf?x=1" }, "acme/Ember", ["e-Q4.gguf"]],
  [{ model: "hf://acme/Ember" }, "acme/Ember", []],
  [{ model: "hf.co/acme/Ember:Q4_K_M" }, "acme/Ember", ["Q4_K_M"]],
  [{ model: "git@hf.co:acme/Ember.git" }, "acme/Ember", []],
  [{ model: "<acme/Ember>" }, "acme/Ember", []],
])("%j is a download of %s %j", (input, repo, weights) => {
  expect(downloadWanted({ command: "download", input })).toEqual({ repo, weights });
});

test("what cannot be told is not guessed, as below a path of a mirror", () => {
  const input = { model: "https://mirror.example/hf/acme/Ember" };
  expect(downloadWanted({ command: "download", input })).toBeUndefined();
});

test("other commands are about no repository", () => {
  expect(downloadWanted({ command: "ollama-pull", input: { model: "qwen3:8b" } })).toBeUndefined();
  expect(downloadWanted({ command: "download", input: {} })).toBeUndefined();
});
