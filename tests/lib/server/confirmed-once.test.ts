import { describe, expect, it } from "vitest";
import { type OpenConsole, openConsole } from "../../support/open-console.ts";
import { runToEnd } from "../../support/run-ends.ts";

const tiny = { name: "tiny", display_name: "Tiny", backend: "vllm", download_format: "safetensors" };
const input = { name: "tiny", purge: true, deleteFiles: true };
const acting = { ...input, apply: true };

async function planOf(console: OpenConsole): Promise<string> {
  const { events } = await runToEnd(console, { command: "remove", input });
  return JSON.parse(/event: plan\ndata: (.*)/.exec(events)?.[1] ?? "{}").id;
}

/** A removal that was previewed in a browser's session, ready to be confirmed. */
async function previewed({ post }: OpenConsole, plan: string, cookie: string) {
  const shown = await post("/api/commands/remove/preview", { input: { ...acting, plan } }, { cookie });
  const { token, phrase } = (await shown.json()).confirmation;
  const wanted = { command: "remove", input: acting, plan, confirmation: { token, phrase } };
  const start = (more: object = {}, headers: Record<string, string> = { cookie }) =>
    post("/api/runs", { ...wanted, ...more }, headers);
  return { start, token };
}

const newSession = async ({ ask }: OpenConsole) =>
  (await ask("/")).headers.get("set-cookie")?.split(";", 1)[0] ?? "";

const runsOf = async ({ ask }: OpenConsole) => (await (await ask("/api/runs?command=remove")).json()).runs;

const misuses: Record<string, (token: string) => object> = {
  "other words": () => ({ input: { ...acting, force: true } }),
  "another model": () => ({ input: { ...acting, name: "other" } }),
  "another command": () => ({ command: "purge-deprecated", input: { apply: true } }),
  "no phrase": (token) => ({ confirmation: { token } }),
  "a phrase in capitals": (token) => ({ confirmation: { token, phrase: "TINY" } }),
  "a made-up token": () => ({ confirmation: { token: "x".repeat(43), phrase: "tiny" } }),
  "no confirmation": () => ({ confirmation: undefined }),
  "no plan": () => ({ plan: undefined }),
};

describe("a confirmation", () => {
  it("raced by twenty starts exactly one run, and none when it is shown again", async () => {
    const console = await openConsole({ entries: [tiny] });
    const { start } = await previewed(console, await planOf(console), await newSession(console));
    const statuses = (await Promise.all(Array.from({ length: 20 }, () => start()))).map(
      ({ status }) => status,
    );
    expect(statuses.toSorted()).toEqual([201, ...Array(19).fill(409)]);
    expect((await start()).status).toBe(409);
    expect(await runsOf(console)).toHaveLength(2);
  });

  it("holds for the very words it was given for, in the session it was given to, and nowhere else", async () => {
    const console = await openConsole({ entries: [tiny, { ...tiny, name: "other" }] });
    const plan = await planOf(console);
    const mine = await newSession(console);
    for (const [says, more] of Object.entries(misuses)) {
      const { start, token } = await previewed(console, plan, mine);
      expect([409, 501], says).toContain((await start(more(token))).status);
    }
    for (const cookie of [await newSession(console), "", `${mine}x`, mine.replace(/=.*/, "=a.b")]) {
      const { start } = await previewed(console, plan, mine);
      expect((await start({}, cookie ? { cookie } : {})).status, cookie).toBe(409);
    }
    expect(await runsOf(console)).toHaveLength(1);
  });
});
