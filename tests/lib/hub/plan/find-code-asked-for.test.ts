import { expect, it } from "vitest";
import { findCodeAskedFor, isLoadedByConfig } from "#lib/hub/plan/find-code-asked-for.ts";
import { hubIn } from "#tests/lib/hub/hub-for-tests.ts";
import { openTestHub } from "#tests/servers/hub/open-test-hub.ts";

const asking = JSON.stringify({ auto_map: { AutoTokenizer: ["someone/else--tokenization.Own", null] } });

it("code is found in every configuration that asks for it, also where that is another repository's", async () => {
  const files = [
    { path: "model.safetensors", bytes: 100 },
    { path: "config.json", content: "{}" },
    { path: "tokenizer_config.json", content: asking },
    { path: "vision/preprocessor_config.json", content: asking },
    { path: "notes.json", content: asking },
  ];
  const test = await openTestHub({ repos: [{ name: "acme/asking", files }] });
  const hub = await hubIn({ HF_ENDPOINT: test.url });
  const { sha } = await hub.model("acme/asking", undefined);
  const listed = await hub.files("acme/asking", sha);
  expect(isLoadedByConfig(listed)).toBe(true);
  const found = await findCodeAskedFor(hub, { repo: "acme/asking", commit: sha, files: listed });
  expect(found).toEqual([
    expect.stringContaining("tokenizer_config.json asks the loader"),
    expect.stringContaining("vision/preprocessor_config.json asks the loader"),
  ]);
});

it("what is too large to be looked into is named as such", async () => {
  const file = { path: "config.json", bytes: 5_000_000, sha256: undefined, gitSha1: "", xet: undefined };
  const found = await findCodeAskedFor(
    { text: () => Promise.reject(new Error("It was read.")) },
    { repo: "acme/large", commit: "c", files: [file] },
  );
  expect(found).toEqual([expect.stringContaining("was not looked into")]);
});

it.each([
  ['{"auto\\u005fmap":{"AutoModel":"evil/repo--x.Y"}}', "asks the loader"],
  ['{"text_config":{"auto_map":{"AutoModel":"x.Y"}}}', "asks the loader"],
  ['{"auto_map":{"AutoModel":"x.Y"},"scale":NaN}', "no JSON"],
  ["[".repeat(200_000) + "]".repeat(200_000), "no JSON"],
])("a configuration is read as a loader reads it (%#)", async (text, says) => {
  const file = { path: "config.json", bytes: 100, sha256: undefined, gitSha1: "", xet: undefined };
  const hub = { text: () => Promise.resolve(text) };
  const found = await findCodeAskedFor(hub, { repo: "acme/sly", commit: "c", files: [file] });
  expect(found).toEqual([expect.stringContaining(says)]);
});

it("GGUF files ask for nothing", () => {
  expect(isLoadedByConfig([{ path: "model-Q4_K_M.gguf" }, { path: "config.json" }])).toBe(false);
});
