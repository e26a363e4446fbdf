import { describe, expect, it } from "vitest";
import { splitWords } from "#cli-bridge/derive/argument-words.ts";
import { configInput, isChanged, isOpen, withNetwork } from "#components/managed/config-draft.ts";

describe("a draft of what Ollama is told", () => {
  it("becomes the command that makes one of the other", () => {
    const before = { OLLAMA_KEEP_ALIVE: "5m", OLLAMA_MODELS: "/old" };
    const after = { OLLAMA_KEEP_ALIVE: "", OLLAMA_MODELS: "/my models", OLLAMA_DEBUG: "" };
    const input = configInput({ before, after, restarts: true });
    expect(input).toMatchObject({ kind: "ollama", unset: ["OLLAMA_KEEP_ALIVE"], restart: true });
    expect(splitWords(String(input.set)).words).toEqual(["OLLAMA_MODELS=/my models"]);
    expect(isChanged({ before, after: before })).toBe(false);
  });

  it("6e opens to the network and closes again, and keeps the port", () => {
    expect(withNetwork({}, true)).toEqual({ OLLAMA_HOST: "0.0.0.0:11434" });
    expect(withNetwork({ OLLAMA_HOST: "0.0.0.0:11434" }, false)).toEqual({});
    expect(withNetwork({ OLLAMA_HOST: "192.168.0.4:9000" }, false)).toEqual({
      OLLAMA_HOST: "127.0.0.1:9000",
    });
    const opened = withNetwork({}, true);
    expect(isOpen(opened)).toBe(true);
    expect(configInput({ before: {}, after: opened, restarts: false }).expose).toBe(true);
    expect(isOpen({ OLLAMA_HOST: "localhost:1" })).toBe(false);
  });
});
