import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { hubCheck, hubPage, hubRefs } from "#cli-bridge/protocol/hub-answer.ts";
import { startTestHub } from "#tests/servers/hub/start-test-hub.ts";
import { openConsole } from "#tests/support/open-console.ts";

const token = "hf_annannannannannannann";

async function hubFor(repo: string) {
  const files = [{ path: "m.gguf", bytes: 2_000_000 }];
  const repos = [{ name: repo, labels: ["gguf"], tags: { v1: "main" }, files }];
  const server = await startTestHub({ repos, tokens: { [token]: { name: "ann" } } });
  onTestFinished(() => server.close());
  return server;
}

test("the hub is searched, its branches are read and the way to it is walked", async () => {
  const server = await hubFor("owner/tiny");
  const { ask } = await openConsole({ env: { HF_ENDPOINT: server.url, HF_TOKEN: token } });
  const page = hubPage.parse(await (await ask("/api/hub/search?query=tiny&format=gguf&sort=likes")).json());
  expect(page.models.map(({ repo }) => repo)).toEqual(["owner/tiny"]);
  const address = encodeURIComponent(`${server.url}/owner/tiny/tree/main`);
  const refs = hubRefs.parse(await (await ask(`/api/hub/refs?repo=${address}`)).json());
  expect(refs.tags.map(({ name }) => name)).toEqual(["v1"]);
  const walked = await Promise.all([ask("/api/hub/connection"), ask("/api/hub/connection")]);
  const [check, same] = await Promise.all(walked.map((answer) => answer.json()));
  expect(hubCheck.parse(check)).toMatchObject({
    healthy: true,
    token: { source: "HF_TOKEN", masked: "hf_…nann" },
  });
  expect(same).toEqual(check);
});

test("a setting holds as soon as it is saved, with no start in between", async () => {
  const [one, two] = [await hubFor("owner/one"), await hubFor("owner/two")];
  const { ask, home } = await openConsole({ env: { HF_ENDPOINT: "" } });
  const found = async (server: { url: string }) => {
    await writeFile(
      join(home, "settings.json"),
      JSON.stringify({ hubEndpoint: server.url, hubToken: token }),
    );
    const page = hubPage.parse(await (await ask("/api/hub/search")).json());
    return page.models.map(({ repo }) => repo);
  };
  expect(await found(one)).toEqual(["owner/one"]);
  expect(await found(two)).toEqual(["owner/two"]);
  expect(two.requests.at(-1)?.authorization).toBe(`Bearer ${token}`);
});

test("no answer holds a token", async () => {
  const server = await hubFor("owner/tiny");
  const { ask, home } = await openConsole({ env: { HF_ENDPOINT: server.url } });
  await writeFile(
    join(home, "settings.json"),
    JSON.stringify({ hubToken: token, proxy: "http://a:word1@p.invalid:1" }),
  );
  const texts = await Promise.all(
    ["/api/settings", "/api/hub/connection", "/api/hub/search"].map(async (path) => (await ask(path)).text()),
  );
  expect(texts.join()).not.toContain(token);
  expect(texts.join()).not.toContain("word1");
  expect(JSON.parse(texts[0] ?? "")).toMatchObject({
    hubToken: { value: "hf_…nann", from: "settings.json" },
    proxy: { value: "http://a:***@p.invalid:1" },
  });
});

test.each([
  ["/api/hub/search?limit=1000", 400],
  ["/api/hub/search?colour=red", 400],
  ["/api/hub/search?largest=big", 400],
  ["/api/hub/refs", 400],
  ["/api/hub/refs?repo=https://evil.example/owner/repo", 400],
  ["/api/hub/refs?repo=owner/absent", 404],
])("%s is answered with %d", async (path, status) => {
  const server = await hubFor("owner/tiny");
  const { ask } = await openConsole({ env: { HF_ENDPOINT: server.url } });
  const answer = await ask(path);
  expect(answer.status).toBe(status);
  expect(await answer.json()).toMatchObject({ error: { hint: expect.any(String) } });
});
