import { expect, test } from "vitest";
import { makeGate } from "#tests/servers/backend/gate.ts";
import { startTestOllama } from "#tests/servers/ollama/start-test-ollama.ts";
import { openConsole } from "#tests/support/open-console.ts";

const slow = { timeout: 20_000 };
const offers = ["one:1b", "two:1b", "three:1b"].map((name, at) => ({
  ...{ name, size: 900 },
  layers: [{ digest: `sha256:${String(at).repeat(64)}`, bytes: 900 }],
}));

test("4c pulls wait for each other, and one that is cancelled while it waits is never asked for", async () => {
  const gate = makeGate();
  const server = await startTestOllama({ models: [], offers, pace: gate.pass });
  const env = { OLLAMA_HOST: server.url, MODELDECK_DOWNLOADS_AT_ONCE: "1" };
  const { ask, post } = await openConsole({ env });
  const pull = async (model: string): Promise<string> => {
    const started = await post("/api/runs", { command: "ollama-pull", input: { models: [model] } });
    expect(started.status).toBe(201);
    return (await started.json()).id;
  };
  const ids = [await pull("one:1b"), await pull("two:1b"), await pull("three:1b")];
  const states = () =>
    Promise.all(ids.map(async (id) => (await (await ask(`/api/runs/${id}`)).json()).state));
  const pulls = () => server.requests.filter((line) => line.includes("/api/pull")).length;
  await expect.poll(pulls, slow).toBe(1);
  expect(await states()).toEqual(["running", "queued", "queued"]);
  await ask(`/api/runs/${ids[1]}`, { method: "DELETE" });
  gate.open();
  await expect.poll(states, slow).toEqual(["ended", "ended", "ended"]);
  expect([...server.models.keys()].sort()).toEqual(["one:1b", "three:1b"]);
  expect(pulls()).toBe(2);
});
