import { writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { activityAnswer } from "#cli-bridge/protocol/activity-event.ts";
import { type BackendModel, backendAnswer, backendsAnswer } from "#cli-bridge/protocol/backend-answer.ts";
import { backendHistory } from "#cli-bridge/protocol/backend-history.ts";
import { backendRequests } from "#cli-bridge/protocol/backend-requests.ts";
import { startTestOllama } from "#tests/servers/ollama/start-test-ollama.ts";
import { openConsole } from "#tests/support/open-console.ts";

const json = (method: string, body: unknown) => ({
  method,
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});

const startModels = () =>
  startTestOllama({
    models: [
      { name: "small:1b", size: 1000 },
      { name: "large:9b", size: 9000 },
    ],
  });

test("8a a server is added, seen, changed and forgotten, and its token is told to nobody", async () => {
  const ollama = await startModels();
  const { ask, post } = await openConsole();
  const added = await post("/api/backends", {
    ...{ name: "Mine", kind: "ollama", url: ollama.url, token: "sesame-sesame-sesame", tags: ["lab"] },
  });
  expect(added.status).toBe(201);
  const text = await added.text();
  const backend = backendAnswer.parse(JSON.parse(text));
  expect(backend).toMatchObject({
    ...{ name: "Mine", state: "healthy", from: "saved", hasToken: true, isLocal: true, models: 2 },
    ...{ tags: ["lab"], loaded: [], endpoints: { openai: `${ollama.url}/v1` } },
  });
  expect(text).not.toContain("sesame");
  expect((await post("/api/backends", { name: "Twice", kind: "ollama", url: ollama.url })).status).toBe(409);

  const changed = await ask(`/api/backends/${backend.id}`, json("PATCH", { name: "Other", tags: [] }));
  expect(await changed.json()).toMatchObject({ id: backend.id, name: "Other", tags: [] });
  expect((await ask(`/api/backends/${backend.id}`, { method: "DELETE" })).status).toBe(200);
  expect(await (await ask("/api/backends")).json()).toEqual({ backends: [] });
  expect((await ask(`/api/backends/${backend.id}/models`)).status).toBe(404);
});

test("0.12 another address re-points all that is asked, and a port that is none is refused", async () => {
  const [first, second] = [await startModels(), await startTestOllama({ models: [{ name: "other:3b" }] })];
  const { ask, post } = await openConsole();
  const { id } = await (await post("/api/backends", { name: "Mine", kind: "ollama", url: first.url })).json();
  const bad = await ask(`/api/backends/${id}`, json("PATCH", { url: "http://127.0.0.1:99999" }));
  expect(bad.status).toBe(400);
  const moved = await (await ask(`/api/backends/${id}`, json("PATCH", { url: second.url }))).json();
  expect(moved).toMatchObject({ name: "Mine", url: second.url, models: 1 });
  const asked = first.requests.length;
  const { models } = await (await ask(`/api/backends/${moved.id}/models`)).json();
  expect(models).toMatchObject([{ id: "other:3b" }]);
  expect((await ask(`/api/backends/${id}/models`)).status).toBe(404);
  expect(first.requests).toHaveLength(asked);
});

test("0.14 8c what is loaded is seen, and told with who did it", async () => {
  const ollama = await startModels();
  const { ask, post, url } = await openConsole({ env: { OLLAMA_HOST: "127.0.0.1:39" } });
  const { id } = await (
    await post("/api/backends", { name: "Mine", kind: "ollama", url: ollama.url })
  ).json();
  const leaving = new AbortController();
  const live = (await fetch(`${url}/api/live`, { signal: leaving.signal })).body
    ?.pipeThrough(new TextDecoderStream())
    .getReader();
  let heard = "";
  const until = async (said: RegExp) => {
    while (!said.test(heard)) heard += (await live?.read())?.value ?? "";
  };
  await until(/event: hello/);
  const [model] = ollama.models.values();
  if (model) ollama.load(model, -1, undefined);
  await post(`/api/backends/${id}/refresh`, {});
  await until(/event: activity\ndata: .*"kind":"loaded"/);
  expect(heard).toMatch(/event: backends\ndata: .*"loaded":\[\{"id":"small:1b"/);
  leaving.abort();

  const { loaded } = await (await ask(`/api/backends/${id}/loaded`)).json();
  expect(loaded).toMatchObject([{ model: "small:1b", state: "ready", expiresAt: "never" }]);
  const { models } = await (await ask(`/api/backends/${id}/models`)).json();
  const inMemory = models.filter(({ isLoaded }: BackendModel) => isLoaded);
  expect([models.length, inMemory.map(({ id: its }: BackendModel) => its)]).toEqual([2, ["small:1b"]]);
  const { backends } = backendsAnswer.parse(await (await ask("/api/backends")).json());
  expect(backends.map(({ from, state }) => `${from} ${state}`).sort()).toEqual([
    "environment offline",
    "saved healthy",
  ]);
  const { events } = activityAnswer.parse(await (await ask(`/api/activity?instance=${id}`)).json());
  expect(events).toMatchObject([
    { kind: "loaded", model: "small:1b", who: "elsewhere", instanceName: "Mine" },
  ]);
  expect(await (await ask("/api/activity?kind=loaded&format=csv")).text()).toMatch(/^id,at,kind.*\r\n1,/);
  expect((await (await ask("/api/activity?format=ndjson")).text()).trim().split("\n")).toHaveLength(1);
});

test("8a of ten servers eight are dead or hang, and the two that live are seen", async () => {
  const [first, second] = [await startModels(), await startModels()];
  const hanging = createServer(() => undefined);
  await new Promise<void>((resolve) => hanging.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void hanging.close());
  const address = hanging.address();
  const hangs = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
  const { ask, post, home } = await openConsole();
  const dead = [30, 31, 32, 33, 34, 35, 36].map((port) => `http://127.0.0.1:${port}`);
  const backends = [hangs, ...dead, first.url].map((url) => ({ name: url, kind: "ollama", url }));
  await writeFile(join(home, "backends.json"), JSON.stringify({ backends }), { mode: 0o600 });
  const added = await post("/api/backends", { name: "Tenth", kind: "ollama", url: second.url });
  expect(await added.json()).toMatchObject({ state: "healthy", models: 2 });
  const states = async () => {
    const { backends } = backendsAnswer.parse(await (await ask("/api/backends")).json());
    return backends.map(({ state }) => state).toSorted();
  };
  const all = ["healthy", "healthy", ...dead.map(() => "offline"), "timeout"];
  await expect.poll(states, { timeout: 14_000 }).toEqual(all);
});

test("0.11 0.22 3d a model is tested, its speed and the requests are kept, and what the server says of one that fails is told", async () => {
  const ollama = await startModels();
  const { ask, post } = await openConsole();
  const { id } = await (
    await post("/api/backends", { name: "Mine", kind: "ollama", url: ollama.url })
  ).json();
  const tested = await post(`/api/backends/${id}/test`, { model: "small:1b" });
  const told = await tested.json();
  expect(told).toMatchObject({ text: expect.any(String), totalMs: expect.any(Number) });
  const history = backendHistory.parse(await (await ask(`/api/backends/${id}/history`)).json());
  expect(history.speeds).toMatchObject([
    { model: "small:1b", tokensPerSecond: told.tokensPerSecond, from: "test" },
  ]);
  // The question brought it into memory, which is seen at once and is nobody else's doing.
  const events = async () =>
    activityAnswer.parse(await (await ask(`/api/activity?instance=${id}`)).json()).events;
  await expect.poll(events).toMatchObject([{ kind: "loaded", model: "small:1b", who: "console" }]);
  const failed = await post(`/api/backends/${id}/test`, { model: "none" });
  expect(failed.status).toBe(404);
  expect((await failed.json()).error.message).toContain("none");
  const { requests } = backendRequests.parse(await (await ask(`/api/backends/${id}/requests`)).json());
  expect(requests.filter(({ path }) => path === "/api/chat")).toMatchObject([
    { method: "POST", status: 404, times: 1 },
    { method: "POST", status: 200, times: 1 },
  ]);
  expect(requests).toContainEqual(expect.objectContaining({ method: "GET", path: "/api/tags", status: 200 }));
  expect(await (await ask(`/api/backends/${id}/show?model=small:1b`)).json()).toMatchObject({ details: {} });
});

test("what cannot be meant gets a sentence, and what was not saved is not changed", async () => {
  const { ask } = await openConsole({ env: { OLLAMA_HOST: "127.0.0.1:39", VLLM_URL: "ftp://x" } });
  const { backends } = await (await ask("/api/backends")).json();
  const [{ id }] = backends;
  const fixed = await ask(`/api/backends/${id}`, { method: "DELETE" });
  expect({ status: fixed.status, body: await fixed.json() }).toMatchObject({
    status: 409,
    body: {
      error: {
        message: expect.stringMatching(
          /^Ollama \(port \d+\) was named by the environment, and cannot be removed here\.$/,
        ),
      },
    },
  });
  const { events } = await (await ask("/api/activity?kind=warning")).json();
  expect(events).toMatchObject([{ says: expect.stringContaining("VLLM_URL") }]);
  const bad: [string, RequestInit, number][] = [
    ["/api/backends", json("POST", { name: "X", kind: "ollama", url: "file:///etc/passwd" }), 400],
    ["/api/backends", json("POST", { name: "X", kind: "ollama", url: "http://169.254.169.254" }), 403],
    ["/api/backends", json("POST", { name: "X", kind: "other", url: "http://127.0.0.1" }), 400],
    ["/api/backends/nobody", json("PATCH", {}), 404],
    ["/api/backends/nobody/refresh", json("POST", {}), 404],
    ["/api/backends/nobody/history", {}, 404],
    ["/api/backends/identify", json("POST", { url: "http://127.0.0.1:39" }), 502],
    [`/api/backends/${id}/test`, json("POST", { model: "" }), 400],
    [`/api/backends/${id}/show`, {}, 400],
    ["/api/activity?kind=other", {}, 400],
    ["/api/activity?limit=0", {}, 400],
  ];
  for (const [path, asked, status] of bad) {
    const answer = await ask(path, asked);
    expect({ path, status: answer.status }).toEqual({ path, status });
    expect((await answer.json()).error.message).toMatch(/\.$/);
  }
});
