import { expect, onTestFinished, test } from "vitest";
import { hubAnalysis } from "#cli-bridge/protocol/hub-analysis.ts";
import { machineNow } from "#cli-bridge/protocol/machine-now.ts";
import { startTestHub } from "#tests/servers/hub/start-test-hub.ts";
import { ggufRepo } from "#tests/support/make-repositories.ts";
import { openConsole } from "#tests/support/open-console.ts";

async function consoleWithHub() {
  const hub = await startTestHub({
    repos: [ggufRepo(), { name: "no/Weights", files: [{ path: "a.txt", content: "x" }] }],
  });
  onTestFinished(() => hub.close());
  const { ask } = await openConsole({ env: { HF_ENDPOINT: hub.url } });
  return { hub, ask };
}

const path = "/api/hub/analysis?repo=maker/Tiny-8B-GGUF";

test("a repository is analysed for a page, priced for the context it names, and the hub asked once", async () => {
  const { hub, ask } = await consoleWithHub();
  const told = hubAnalysis.parse(await (await ask(`${path}&context=4096&kvType=q8_0`)).json());
  expect(told).toMatchObject({ repo: "maker/Tiny-8B-GGUF", context: 4096, kvType: "q8_0" });
  expect(told.variants).toHaveLength(5);
  const asked = hub.requests.length;
  const again = await Promise.all(
    [4096, 8192, 16_384].map(async (context) => (await ask(`${path}&context=${context}`)).json()),
  );
  const needed = again.map((each) => hubAnalysis.parse(each).variants[0]?.fit.neededBytes ?? 0);
  expect(needed).toEqual(needed.toSorted((one, other) => one - other));
  expect(hub.requests).toHaveLength(asked);
});

test.each([
  ["repo=", 400],
  ["repo=maker/Tiny-8B-GGUF&context=ten", 400],
  ["repo=maker/Tiny-8B-GGUF&context=1", 400],
  ["repo=maker/Tiny-8B-GGUF&engine=mine", 400],
  ["repo=maker/Tiny-8B-GGUF&colour=red", 400],
  ["repo=https://example.com/a/b", 400],
  ["repo=no/Repo", 404],
  ["repo=no/Weights", 404],
  ["repo=maker/Tiny-8B-GGUF&revision=nowhere", 404],
])("the query %s is refused with %i and a hint", async (query, status) => {
  const { ask } = await consoleWithHub();
  const answer = await ask(`/api/hub/analysis?${query}`);
  expect(answer.status).toBe(status);
  expect((await answer.json()).error.hint).toBeTruthy();
});

test("a page that goes away leaves nobody asking the hub", async () => {
  const { hub, ask } = await consoleWithHub();
  hub.fault({ kind: "slow-header", at: "hub", path: "/tree/" });
  const gone = new AbortController();
  const asking = ask(path, { signal: gone.signal });
  await expect.poll(() => hub.requests.some((each) => each.path.includes("/tree/"))).toBe(true);
  gone.abort();
  await expect(asking).rejects.toThrow();
  expect((await ask(path)).status).toBe(200);
});

test("the memory that is free now is told", async () => {
  const { ask } = await consoleWithHub();
  const told = machineNow.parse(await (await ask("/api/machine")).json());
  expect(told.memory.freeBytes).toBeGreaterThan(0);
});
