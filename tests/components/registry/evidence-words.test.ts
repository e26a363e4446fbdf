import { expect, test } from "vitest";
import { toEvidenceWords } from "#components/registry/evidence-words.ts";

const kept = (evidence: unknown) => ({ metadata: { detection: { evidence } } });

test("evidence reads as who says what", () => {
  const evidence = [
    { claim: "q4_0", from: "name", file: "m-Q4_0.gguf" },
    { claim: "q4_0", from: "header", file: "m-Q4_0.gguf" },
    { claim: "fp16", from: "config", file: "config.json" },
  ];
  expect(toEvidenceWords(kept(evidence))).toBe(
    "Q4_0 in the name m-Q4_0.gguf; Q4_0 in the header of m-Q4_0.gguf; FP16 in config.json",
  );
  const served = [{ claim: "q8_0", from: "server", file: "http://127.0.0.1:11434" }];
  expect(toEvidenceWords(kept(served))).toBe("Q8_0 as the server http://127.0.0.1:11434 says");
  const stored = [{ claim: "q8_0", from: "header", file: `sha256-${"0123456789abcdef".repeat(4)}` }];
  expect(toEvidenceWords(kept(stored))).toBe("Q8_0 in the header of sha256-0123456789ab…");
  const many = [...evidence, ...evidence];
  expect(toEvidenceWords(kept(many))).toMatch(/; Q4_0 in the name m-Q4_0\.gguf; 2 more under Raw$/);
});

test("who says it is a word of the registry, and may be any", () => {
  const evidence = ["constructor", "toString", "__proto__"].map((from) => ({
    ...{ claim: "q8_0", from, file: "m.gguf" },
  }));
  expect(toEvidenceWords(kept(evidence))).toBe("Q8_0 in m.gguf; Q8_0 in m.gguf; Q8_0 in m.gguf");
});

test("what is no evidence is not read as any", () => {
  const odd = ["x", null, { claim: 4, from: "header", file: "a" }, { claim: "fp16" }];
  for (const raw of [undefined, {}, { metadata: { detection: [] } }, kept("x"), kept([]), kept(odd)]) {
    expect(toEvidenceWords(raw)).toBeUndefined();
  }
});
