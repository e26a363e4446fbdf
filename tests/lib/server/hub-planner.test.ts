import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { downloadPlan } from "#cli-bridge/protocol/download-plan.ts";
import { hubReadme } from "#cli-bridge/protocol/hub-answer.ts";
import { startTestHub } from "#tests/servers/hub/start-test-hub.ts";
import { openConsole } from "#tests/support/open-console.ts";

const repo = "owner/tiny";
const files = [
  { path: "README.md", content: "# Tiny\n<script>alert(1)</script>" },
  { path: "tiny-Q4_K_M.gguf", bytes: 2_000_000 },
  { path: "tiny-Q8_0.gguf", bytes: 4_000_000 },
];

async function openOnHub() {
  const hub = await startTestHub({ repos: [{ name: repo, labels: ["gguf"], files }] });
  onTestFinished(() => hub.close());
  const { ask, root } = await openConsole({ env: { HF_ENDPOINT: hub.url } });
  const planFor = (input: unknown) =>
    ask(`/api/hub/plan?${new URLSearchParams({ input: JSON.stringify(input) })}`);
  return { hub, ask, root, planFor };
}

test("a plan tells what a download would fetch, where to and what it leaves", async () => {
  const { planFor, root } = await openOnHub();
  const location = join(root, "elsewhere");
  const answer = await planFor({ model: repo, weights: ["Q4_K_M"], location });
  const plan = downloadPlan.parse(await answer.json());
  expect(plan.folder).toBe(join(location, repo));
  expect(plan.files.map(({ path }) => path).sort()).toEqual(["README.md", "tiny-Q4_K_M.gguf"]);
  expect(plan.left.map(({ path }) => path)).toEqual(["tiny-Q8_0.gguf"]);
  expect(plan.freeBefore).toBeGreaterThan(0);
});

test("nothing is told of a disk outside the configured folders", async () => {
  const { hub, planFor } = await openOnHub();
  const answer = await planFor({ model: repo, location: "/etc" });
  expect(answer.status).toBe(403);
  expect(await answer.json()).toMatchObject({ error: { code: "outside-roots" } });
  expect(hub.requests).toEqual([]);
});

test("the hub is not asked again for every change of a form", async () => {
  const { hub, planFor } = await openOnHub();
  await planFor({ model: repo, weights: ["Q4_K_M"] });
  const asked = hub.requests.length;
  expect(asked).toBeGreaterThan(0);
  await planFor({ model: repo, weights: ["Q8_0"] });
  await planFor({ model: repo, includeOptional: false });
  expect(hub.requests.length).toBe(asked);
});

test("what is no input of a download is refused as its form would be", async () => {
  const { ask, planFor } = await openOnHub();
  for (const input of ["{", { model: repo, colour: "red" }, { weights: ["Q4_K_M"] }, 7]) {
    const answer = await planFor(input);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error: { code: "bad-input" } });
  }
  expect((await ask("/api/hub/plan")).status).toBe(400);
});

test("weights that are not there are refused with those that are", async () => {
  const { planFor } = await openOnHub();
  const answer = await planFor({ model: repo, weights: ["Q5_K_M"] });
  const { error } = (await answer.json()) as { error: { message: string; hint: string } };
  expect(error.message).toContain('"Q5_K_M"');
  expect(error.hint).toContain("Q4_K_M");
});

test("a README is told as text, and one that is not there as nothing", async () => {
  const { hub, ask } = await openOnHub();
  const of = (commit: string) => ask(`/api/hub/readme?${new URLSearchParams({ repo, commit })}`);
  expect(hubReadme.parse(await (await of(hub.commit(repo))).json())).toEqual({ text: files[0]?.content });
  hub.change({ name: repo, files: files.slice(1) });
  expect(hubReadme.parse(await (await of(hub.commit(repo))).json())).toEqual({});
  expect((await of("main")).status).toBe(400);
});
