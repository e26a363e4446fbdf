import { expect, onTestFinished, test } from "vitest";
import { hubCheck, hubPage } from "#cli-bridge/protocol/hub-answer.ts";
import { type HubOptions, startTestHub } from "#tests/servers/hub/start-test-hub.ts";
import { makePlace, resultTold } from "./modeldeck.ts";

const repos: HubOptions["repos"] = [
  {
    name: "owner/Tiny-7B-GGUF",
    ...{ downloads: 12_345, likes: 7, labels: ["gguf"], pipelineTag: "text-generation" },
    gguf: { total: 7_200_000_000, architecture: "llama", context_length: 8192 },
    files: [{ path: "tiny-Q4_K_M.gguf", bytes: 3_000_000 }],
  },
  { name: "owner/Gated", gated: "manual", downloads: 3, labels: ["gguf"], files: [] },
  { name: "else/Other", downloads: 99, labels: ["safetensors"], files: [] },
];

async function placeWithHub() {
  const server = await startTestHub({ repos, tokens: { hf_annannannannannann: { name: "ann" } } });
  onTestFinished(() => server.close());
  const place = await makePlace();
  place.env.HF_ENDPOINT = server.url;
  return { server, ...place };
}

test("a search shows what was found and how to have more", async () => {
  const { run, json } = await placeWithHub();
  const said = await run("search", "tiny");
  expect(said).toMatchObject({ code: 0, stderr: "" });
  expect(said.stdout).toMatch(/owner\/Tiny-7B-GGUF\s+7\.2B\s+12\.3k\s+7\s+text-generation/);
  const page = hubPage.parse(await json("search", "--limit=1", "--sort=downloads"));
  expect(page.models).toMatchObject([{ repo: "owner/Tiny-7B-GGUF", parameters: 7_200_000_000 }]);
  const second = hubPage.parse(await json("search", `--next=${page.next}`));
  expect(second.models).toMatchObject([{ repo: "else/Other" }]);
});

test("a search narrows by owner, format and gate", async () => {
  const { server, json, run } = await placeWithHub();
  const reposOf = async (...words: string[]) =>
    hubPage.parse(await json("search", ...words)).models.map(({ repo }) => repo);
  expect(await reposOf("--author=else")).toEqual(["else/Other"]);
  expect((await reposOf("--format=gguf")).sort()).toEqual(["owner/Gated", "owner/Tiny-7B-GGUF"]);
  await reposOf("--smallest=3B", "--largest=8b");
  expect(decodeURIComponent(server.requests.at(-1)?.path ?? "")).toContain("num_parameters=min:3B,max:8B");
  expect((await run("search", "nothing-like-this")).stdout).toBe("No model was found.\n");
  expect(await run("search", "--largest=big")).toMatchObject({ code: 2 });
});

test("the way to a hub is told hop by hop, down to a byte from where the weights lie", async () => {
  const { server, env, run, json } = await placeWithHub();
  env.HF_TOKEN = "hf_annannannannannann";
  const said = await run("hub-check");
  expect(said).toMatchObject({ code: 0, stderr: "" });
  expect(resultTold(said)).toMatchObject({ result: { summary: `${server.url} is in reach.` } });
  expect(said.stdout).toContain("hf_…nann from HF_TOKEN belongs to ann");
  expect(said.stdout).not.toContain("hf_ann");
  const { hops } = hubCheck.parse(await json("hub-check"));
  expect(hops.map(({ name, state }) => [name, state])).toEqual([
    ["settings", "fine"],
    ["name", "skipped"],
    ["proxy", "skipped"],
    ["connection", "fine"],
    ["hub", "fine"],
    ["token", "fine"],
    ["storage", "fine"],
  ]);
});

test("a wrong token is found, and the rest of the way is still walked where it can be", async () => {
  const { env, run } = await placeWithHub();
  env.HF_TOKEN = "hf_withdrawnwithdrawn";
  const said = await run("hub-check");
  expect(said.code).toBe(1);
  expect(said.stdout).toContain("The hub does not accept the token from HF_TOKEN.");
});

test("where nothing listens the way ends, and what lies behind is not tried", async () => {
  const { server, env, run, json } = await placeWithHub();
  await server.stop();
  expect((await run("hub-check")).code).toBe(1);
  const { hops, healthy } = hubCheck.parse(await json("hub-check"));
  expect(healthy).toBe(false);
  expect(hops.slice(3).map(({ state }) => state)).toEqual(["failed", "skipped", "skipped", "skipped"]);
  env.HF_HUB_OFFLINE = "1";
  expect((await run("hub-check")).stdout).toContain("HF_HUB_OFFLINE is set");
});
