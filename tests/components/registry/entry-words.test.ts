import { describe, expect, it } from "vitest";
import { toSummary } from "#components/registry/browse-toolbar.tsx";
import { toCapabilityWords } from "#components/registry/capability-letters.tsx";
import { toRoleWords } from "#components/registry/entry-columns.tsx";
import { toFacts } from "#components/registry/fact-list.tsx";
import { toFormatWords } from "#components/registry/model-words.ts";
import { toArgumentLines } from "#components/registry/pane-serving.tsx";

describe("what is said of a model", () => {
  it("tells no from unknown", () => {
    expect(toCapabilityWords({ text: true, vision: false })).toBe(
      "Can: text. Cannot: vision. Unknown: audio, embedding, tools (function calls), reasoning",
    );
  });

  it("calls formats what their makers call them, and leaves unknown ones alone", () => {
    expect(["gguf", "safetensors", "PyTorch", "new-thing"].map(toFormatWords)).toEqual([
      "GGUF",
      "Safetensors",
      "PyTorch",
      "new-thing",
    ]);
  });

  it("names the roles with the highest priority first", () => {
    expect(toRoleWords({ roles: ["code", "ocr", "chat"], rolePriority: { chat: 60, code: 80 } })).toBe(
      "code 80, chat 60, ocr",
    );
  });

  it("writes an option and its value on one line", () => {
    expect(toArgumentLines(["--max-model-len", "8192", "--trust-remote-code", "--tp", "2"])).toBe(
      "--max-model-len 8192\n--trust-remote-code\n--tp 2",
    );
  });

  it("reads any table of fields, and says nothing of what is empty", () => {
    expect(toFacts({ model_path: "/m", extraArgs: [], port: 8080, host: null, stop: ["a", "b"] })).toEqual([
      ["Model path", "/m"],
      ["Extra args", undefined],
      ["Port", "8080"],
      ["Host", undefined],
      ["Stop", "a, b"],
    ]);
  });

  it("counts all models, or those that are left", () => {
    const answer = {
      total: 12,
      entries: [],
      all: { entries: 412, bytes: 1.8e12 },
      facets: {},
      problems: [],
      signature: "s",
    };
    expect(toSummary(answer, 12, {})).toBe("412 models · 1.8 TB");
    expect(toSummary(answer, 12, { q: "awq" })).toBe("12 of 412 models");
  });
});
