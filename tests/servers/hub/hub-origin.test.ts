import { createHash } from "node:crypto";
import { expect, it, onTestFinished } from "vitest";
import { type HubOptions, startTestHub, type TestHub } from "./start-test-hub.ts";

async function open(options: Partial<HubOptions> = {}): Promise<TestHub> {
  const repos = options.repos ?? [
    {
      name: "acme/tiny",
      files: [
        { path: "config.json", content: '{"model_type":"llama"}' },
        { path: "tiny.Q4_K_M.gguf", bytes: 3_000_000 },
      ],
    },
  ];
  const hub = await startTestHub({ ...options, repos });
  onTestFinished(() => hub.close());
  return hub;
}

it("sends a large file from the CDN, whole and right to the last byte", async () => {
  const hub = await open();
  const answer = await fetch(`${hub.url}/acme/tiny/resolve/main/tiny.Q4_K_M.gguf`);
  const bytes = Buffer.from(await answer.arrayBuffer());
  expect(answer.url).toMatch(hub.cdnUrl);
  expect(bytes.length).toBe(3_000_000);
  expect(createHash("sha256").update(bytes).digest("hex")).toBe(
    await hub.sha256("acme/tiny", "tiny.Q4_K_M.gguf"),
  );
});
