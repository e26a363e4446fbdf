import { expect, test } from "vitest";
import { guardServerWords } from "#lib/server/guard-server-words.ts";

const guarded = (input: object) =>
  guardServerWords("backend-start", { kind: "vllm", ...input }, ["/models"]).then(
    () => "let through",
    ({ code }) => code,
  );

test.each([
  "--chat-template=/etc/x",
  "--api-prefix=/v1 --log-file=/etc/x",
  "--lora-modules name=/etc/x",
  "--chat-template x/../../../etc/passwd",
  "--allowed-local-media-path file:/etc",
  "--allowed-local-media-path file:///etc",
  '--speculative-config \'{"model":"/etc/x"}\'',
  "--chat-template @/etc/x",
  "--log-file ~/.bashrc",
  "--log-file ./x",
])("the words %s lead out of the configured folders", async (args) => {
  expect(await guarded({ args })).toBe("outside-roots");
});

test.each([
  "--api-prefix=/v1",
  "--root-path /v1 --chat-template /models/a.jinja",
  "--lora-modules name=/models/a,other=/models/b",
  "--hf-repo owner/name:Q4_K_M --dtype auto",
  "--max-model-len 4096 --override-generation-config '{\"temperature\":0.5}'",
])("the words %s lead nowhere else", async (args) => {
  expect(await guarded({ args })).toBe("let through");
});

test("what stands in a list of folders is looked at one by one, and an address is none", async () => {
  expect(await guarded({ env: "OLLAMA_MODELS=/models/a:/etc" })).toBe("outside-roots");
  expect(await guarded({ env: "VLLM_HOST=http://127.0.0.1:8000/v1" })).toBe("let through");
});
