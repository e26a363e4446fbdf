import { randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, symlink } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it, vi } from "vitest";
import { type OpenConsole, openConsole } from "../../support/open-console.ts";

const fixture = (name: string) => fileURLToPath(new URL(`../../fixtures/${name}.mjs`, import.meta.url));
const shim = (name: string) => `"${process.execPath}" "${fixture(name)}"`;
const tiny = { name: "tiny", display_name: "Tiny", backend: "vllm", download_format: "safetensors" };

async function refusalOf(answer: Response) {
  const { error } = await answer.json();
  expect(error.hint).toBeTruthy();
  return [answer.status, error.code];
}

/** The events of a run, to the end. */
async function eventsOf({ ask }: OpenConsole, id: string, headers: Record<string, string> = {}) {
  return (await ask(`/api/runs/${id}/events`, { headers })).text();
}

const planIn = (events: string) => JSON.parse(/event: plan\ndata: (.*)/.exec(events)?.[1] ?? "{}").id;

describe("a run that reads", () => {
  it("starts at once, is kept, and tells its events and its log", async () => {
    const console = await openConsole({ entries: [tiny] });
    const started = await console.post("/api/runs", { command: "list" });
    expect(started.status).toBe(201);
    const { id } = await started.json();
    const events = await eventsOf(console, id);
    expect(events).toMatch(/id: 1\nevent: started/);
    expect(events).toMatch(/event: ended\ndata: .*"kind":"exited","code":0/);
    const log = await console.ask(`/api/runs/${id}/log?download=1`);
    expect(log.headers.get("content-disposition")).toBe(`attachment; filename="run-${id}.log"`);
    expect(await log.text()).toContain("No models found");
    const endedRuns = async () =>
      (await (await console.ask("/api/runs?state=ended&command=list")).json()).runs;
    await expect.poll(async () => (await endedRuns()).map((run: { id: string }) => run.id)).toEqual([id]);
  });

  it("is replayed from any event on, to the byte", async () => {
    const console = await openConsole({ program: shim("two-streams") });
    const { id } = await (await console.post("/api/runs", { command: "list" })).json();
    const whole = await eventsOf(console, id);
    const from = await eventsOf(console, id, { "last-event-id": "2" });
    expect(whole.endsWith(from.replace("retry: 1000\n\n", ""))).toBe(true);
    expect(/^id: (\d+)/m.exec(from)?.[1]).toBe("3");
  });

  it("is cancelled by DELETE, and deleting it again changes nothing", async () => {
    const { post, ask } = await openConsole({ program: shim("forever") });
    const { id } = await (await post("/api/runs", { command: "list" })).json();
    const events = ask(`/api/runs/${id}/events`);
    expect((await ask(`/api/runs/${id}`, { method: "DELETE" })).status).toBe(200);
    expect(await (await events).text()).toContain('"kind":"cancelled"');
    await expect.poll(async () => (await (await ask(`/api/runs/${id}`)).json()).state).toBe("ended");
    const again = await ask(`/api/runs/${id}`, { method: "DELETE" });
    expect([again.status, (await again.json()).outcome.kind]).toEqual([200, "cancelled"]);
  });
});

describe("a load while the same model is being loaded there", () => {
  it("3.2 is refused, and another model or server is not", async () => {
    const { post, ask } = await openConsole({ program: shim("forever") });
    const load = (input: object) => post("/api/runs", { command: "backend-load", input });
    const first = { model: "qwen3:8b", backend: "http://127.0.0.1:9" };
    const { id } = await (await load(first)).json();
    expect(await refusalOf(await load(first))).toEqual([409, "conflict"]);
    expect((await load({ ...first, dryRun: true })).status).toBe(201);
    expect((await load({ ...first, model: "tiny" })).status).toBe(201);
    expect((await load({ ...first, backend: "http://127.0.0.1:10" })).status).toBe(201);
    await ask(`/api/runs/${id}`, { method: "DELETE" });
    await expect.poll(async () => (await load(first)).status, { timeout: 20_000 }).toBe(201);
  });
});

describe("a run that is not understood", () => {
  it.each([
    [{ command: "format-disk" }, [404, "unknown-command"]],
    [{ command: "serve" }, [404, "unknown-command"]],
    [{ command: "constructor" }, [404, "unknown-command"]],
    [{ command: "verify", input: { name: "--purge", nonsense: 1 } }, [400, "bad-input"]],
    [{ command: "list", plan: "a", input: { plan: "b" } }, [400, "bad-input"]],
    [{ command: "backend-start", input: { kind: "vllm", args: "--api-key sk-hidden" } }, [400, "bad-input"]],
    [{ command: "backend-start", input: { kind: "vllm", env: "HF_TOKEN=hidden" } }, [400, "bad-input"]],
    [
      { command: "backend-start", input: { kind: "vllm", args: "--chat-template=/etc/x" } },
      [403, "outside-roots"],
    ],
    [
      { command: "backend-start", input: { kind: "ollama", env: "OLLAMA_MODELS=/etc" } },
      [403, "outside-roots"],
    ],
    [
      { command: "backend-config", input: { kind: "ollama", set: "OLLAMA_MODELS=/etc" } },
      [403, "outside-roots"],
    ],
  ])("%j is refused", async (body, expected) => {
    const { post, home } = await openConsole();
    expect(await refusalOf(await post("/api/runs", body))).toEqual(expected);
    expect(await readdir(join(home, "runs")).catch(() => [])).toEqual([]);
  });

  it("points outside the roots, by name or by link, and is refused", async () => {
    const { post, root } = await openConsole();
    await symlink("/etc", join(root, "way-out"));
    await mkdir(join(root, "inside"));
    for (const base of [
      "/",
      "/etc",
      `${root}-evil`,
      `${root}/../..`,
      join(root, "way-out"),
      "relative",
      `${root}/way-out/x`,
    ]) {
      const answer = await post("/api/runs", { command: "scan", input: { base } });
      expect(await refusalOf(answer), base).toEqual([403, "outside-roots"]);
    }
    expect((await post("/api/runs", { command: "scan", input: { base: join(root, "inside") } })).status).toBe(
      201,
    );
  });
});

describe("a run that removes", () => {
  const input = { name: "tiny", purge: true, deleteFiles: true };

  async function rehearsed(console: OpenConsole) {
    const { id } = await (await console.post("/api/runs", { command: "remove", input })).json();
    return planIn(await eventsOf(console, id));
  }

  it("needs a plan that was really shown, a token and the phrase, and then happens once", async () => {
    const console = await openConsole({ entries: [tiny] });
    const { post, ask } = console;
    const acting = { ...input, apply: true };
    const start = (more: object) => post("/api/runs", { command: "remove", input: acting, ...more });
    expect(await refusalOf(await start({}))).toEqual([409, "no-plan"]);
    expect(await refusalOf(await start({ plan: "made-up" }))).toEqual([409, "stale-plan"]);
    const plan = await rehearsed(console);
    expect(await refusalOf(await start({ plan }))).toEqual([409, "not-confirmed"]);
    const shown = await (await post("/api/commands/remove/preview", { input: { ...acting, plan } })).json();
    const { token, phrase, asks } = shown.confirmation;
    expect([asks, phrase]).toEqual(["phrase", "tiny"]);
    expect(await refusalOf(await start({ plan, confirmation: { token, phrase: "tin" } }))).toEqual([
      409,
      "not-confirmed",
    ]);
    const both = await Promise.all([1, 2].map(() => start({ plan, confirmation: { token, phrase } })));
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    const record = await both.find(({ status }) => status === 201)?.json();
    expect(record.argv).toEqual(shown.argv);
    expect(await eventsOf(console, record.id)).toContain('"kind":"exited","code":0');
    expect((await (await ask("/api/registry")).json()).total).toBe(0);
    // It had no files, so there is nothing in the trash.
    expect((await (await ask("/api/trash")).json()).items).toEqual([]);
    const nameless = await post("/api/runs", { command: "remove", input: acting, plan: null });
    expect(await nameless.text()).toContain("Give the id of a plan, or leave it out.");
    expect(await refusalOf(await post(`/api/runs/${record.id}/repeat`, {}))).toEqual([409, "no-plan"]);
  });

  it("is applied by naming its plan alone, with what the preview of that plan gave sent back whole", async () => {
    const console = await openConsole({ entries: [tiny] });
    const plan = await rehearsed(console);
    const shown = await (await console.post("/api/commands/remove/preview", { input, plan })).json();
    const answer = await console.post("/api/runs", {
      command: "remove",
      input,
      plan,
      confirmation: shown.confirmation,
    });
    expect([answer.status, shown.effect]).toEqual([201, "destroys"]);
    const record = await answer.json();
    expect(record.argv).toEqual(shown.argv);
    expect(await eventsOf(console, record.id)).toContain('"kind":"exited","code":0');
    expect((await (await console.ask("/api/registry")).json()).total).toBe(0);
  });

  it("is refused when it names a plan and a rehearsal at once", async () => {
    const console = await openConsole({ entries: [tiny] });
    const plan = await rehearsed(console);
    const body = { command: "remove", input: { ...input, dryRun: true }, plan };
    expect(await refusalOf(await console.post("/api/runs", body))).toEqual([400, "bad-input"]);
  });

  it("does not take the plan of another use", async () => {
    const console = await openConsole({ entries: [tiny, { ...tiny, name: "other" }] });
    const plan = await rehearsed(console);
    const other = { ...input, name: "other", apply: true };
    expect(
      await refusalOf(await console.post("/api/runs", { command: "remove", input: other, plan })),
    ).toEqual([409, "stale-plan"]);
  });
});

async function textsBelow(folder: string): Promise<string[]> {
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((each) =>
    each.isFile(),
  );
  return Promise.all(files.map(({ parentPath, name }) => readFile(join(parentPath, name), "utf8")));
}

describe("a secret", () => {
  it("is nowhere: not in answers, events, previews or files", async () => {
    const token = `hf_${randomBytes(17).toString("hex")}`;
    const { post, ask, home } = await openConsole({ program: shim("echo-argv"), env: { HF_TOKEN: token } });
    const seen: string[] = [];
    const input = { model: "owner/model", hubToken: token, token };
    for (const path of ["/api/commands/download/preview", "/api/runs"]) {
      seen.push(
        await (await post(path, path === "/api/runs" ? { command: "download", input } : { input })).text(),
      );
    }
    const started = await post("/api/runs", { command: "list" });
    const { id } = await started.json();
    for (const path of [`/api/runs/${id}/events`, "/api/settings", "/api/health", "/api/runs"]) {
      seen.push(await (await ask(path)).text());
    }
    // The run has ended, but a file of it may yet be replaced between the list and the reading.
    seen.push(...(await vi.waitFor(() => textsBelow(home))));
    expect(seen.filter((text) => text.includes(token))).toEqual([]);
  });
});
