import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import { type OpenConsole, openConsole } from "../../support/open-console.ts";

const fixture = fileURLToPath(new URL("../../fixtures/downloads-slowly.mjs", import.meta.url));
const slow = { timeout: 20_000 };
const env = { MODELDECK_DIALECT: "imageworks" };
const opened = (more: Record<string, string> = {}) =>
  openConsole({ program: `"${process.execPath}" "${fixture}"`, env: { ...env, ...more } });

async function download({ post }: OpenConsole, model: string, input: object = {}): Promise<RunRecord> {
  const wanted = { command: "download", input: { model, nonInteractive: true, ...input } };
  const answer = await post("/api/runs", wanted);
  expect(answer.status).toBe(201);
  return answer.json();
}

const recordOf = async ({ ask }: OpenConsole, id: string): Promise<RunRecord> =>
  (await ask(`/api/runs/${id}`)).json();

/** Waits until a run has ended, and says how. */
async function endOf(console: OpenConsole, id: string) {
  await (await console.ask(`/api/runs/${id}/events`)).text();
  await expect.poll(async () => (await recordOf(console, id)).state, slow).toBe("ended");
  return recordOf(console, id);
}

const told = async (answer: Promise<Response>) => {
  const { status, body } = { status: (await answer).status, body: await (await answer).json() };
  return [status, body.error?.code ?? body.id];
};

describe("what the original does at once", () => {
  it.each([
    ["remove", { name: "tiny" }, "registry"],
    ["download", { model: "owner/repo" }, "downloads"],
    ["verify", { fixMissing: true }, "registry"],
    ["verify", {}, "reads"],
    ["list", {}, "reads"],
  ])("%s of %j waits where changes wait, and only a reading does not", async (command, input, lane) => {
    const { post } = await opened();
    const { confirmation } = await (await post(`/api/commands/${command}/preview`, { input })).json();
    const started = await post("/api/runs", { command, input, confirmation });
    expect(await started.json()).toMatchObject({ lane });
  });
});

describe("a download over the API", () => {
  it("is paused, stays in the queue behind newer ones, goes on as another run, and both say so", async () => {
    const console = await opened();
    const { id, pausable } = await download(console, "owner/repo");
    expect(pausable).toBe(true);
    expect((await console.post(`/api/runs/${id}/pause`, {})).status).toBe(200);
    expect((await endOf(console, id)).outcome?.kind).toBe("paused");
    const later = await download(console, "owner/later");
    await console.ask(`/api/runs/${later.id}`, { method: "DELETE" });
    await endOf(console, later.id);
    const queue = await (await console.ask("/api/runs?lane=downloads&live=open&limit=1")).json();
    expect(queue.runs.map((run: RunRecord) => run.id)).toEqual([later.id, id]);
    const answer = await console.post(`/api/runs/${id}/resume`, {});
    expect(answer.status).toBe(201);
    const next = await answer.json();
    expect(next).toMatchObject({ resumes: id, shell: expect.stringContaining("owner/repo") });
    const listed = await (await console.ask("/api/runs?end=paused")).json();
    expect(listed.runs).toMatchObject([{ id, resumedBy: next.id }]);
    expect(await told(console.post(`/api/runs/${id}/resume`, {}))).toEqual([409, "conflict"]);
    await console.ask(`/api/runs/${next.id}`, { method: "DELETE" });
    await endOf(console, next.id);
  });

  it("waits behind as many others as the settings let go, and can be moved", async () => {
    const console = await opened({ MODELDECK_DOWNLOADS_AT_ONCE: "1" });
    const ids: string[] = [];
    for (const model of ["a/one", "a/two", "a/three"]) ids.push((await download(console, model)).id);
    const [one = "", two = "", three = ""] = ids;
    expect((await recordOf(console, three)).place).toBe(2);
    expect(await told(console.post(`/api/runs/${three}/move`, { before: two }))).toEqual([200, three]);
    expect([(await recordOf(console, three)).place, (await recordOf(console, two)).place]).toEqual([1, 2]);
    expect(await told(console.post(`/api/runs/${one}/move`, { before: "first" }))).toEqual([409, "conflict"]);
    await console.ask(`/api/runs/${two}`, { method: "DELETE" });
    await console.ask(`/api/runs/${three}`, { method: "DELETE" });
    await console.ask(`/api/runs/${one}`, { method: "DELETE" });
    for (const id of ids) expect((await endOf(console, id)).outcome?.kind).toBe("cancelled");
  });

  it("takes more at once as soon as settings.json says so", async () => {
    const console = await opened();
    await writeFile(join(console.home, "settings.json"), JSON.stringify({ downloadsAtOnce: 1 }));
    const first = await download(console, "a/one");
    await expect.poll(async () => (await recordOf(console, first.id)).state, slow).toBe("running");
    await rm(join(console.home, "settings.json"));
    const others = [await download(console, "a/two"), await download(console, "a/three")];
    const states = async () =>
      (await Promise.all(others.map(({ id }) => recordOf(console, id)))).map(({ state }) => state);
    await expect.poll(states, slow).toEqual(["running", "queued"]);
    for (const { id } of [...others].reverse()) await console.ask(`/api/runs/${id}`, { method: "DELETE" });
    await console.ask(`/api/runs/${first.id}`, { method: "DELETE" });
    for (const { id } of [first, ...others]) await endOf(console, id);
  });
});

describe("what is refused", () => {
  it.each([
    ["pause", {}, [404, "not-found"]],
    ["resume", {}, [404, "not-found"]],
    ["try-now", {}, [404, "not-found"]],
    ["move", { before: "first" }, [404, "not-found"]],
    ["move", {}, [400, "bad-input"]],
    ["move", { before: "1234567890123456" }, [400, "bad-input"]],
    ["pause", { now: true }, [400, "bad-input"]],
    ["try-now", { soon: true }, [400, "bad-input"]],
    ["resume", { before: 1 }, [400, "bad-input"]],
  ])("to %s a run that is not there, or with %j", async (deed, body, expected) => {
    const { post } = await opened();
    expect(await told(post(`/api/runs/77/${deed}`, body))).toEqual(expected);
  });

  it("to do any of it from another site, or without JSON", async () => {
    const { ask } = await opened();
    for (const deed of ["pause", "resume", "move", "try-now"]) {
      const path = `/api/runs/1/${deed}`;
      const headers = { "content-type": "application/json", origin: "http://evil.example" };
      expect((await ask(path, { method: "POST", headers, body: "{}" })).status).toBe(403);
      expect((await ask(path, { method: "POST", body: "{}" })).status).toBe(415);
      expect((await ask(path)).status).toBe(405);
    }
  });

  it("to resume a download whose folder is no longer among those that are configured", async () => {
    const console = await opened();
    const location = join(console.root, "here");
    const { id } = await download(console, "owner/repo", { location });
    await console.post(`/api/runs/${id}/pause`, {});
    await endOf(console, id);
    const other = await openConsole({
      program: `"${process.execPath}" "${fixture}"`,
      env: { ...env, MODELDECK_HOME: console.home },
    });
    expect(await told(other.post(`/api/runs/${id}/resume`, {}))).toEqual([403, "outside-roots"]);
  });
});
