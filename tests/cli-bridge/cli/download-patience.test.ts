import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { expect, onTestFinished, test } from "vitest";
import { channelMessage } from "#cli-bridge/protocol/channel-message.ts";
import { startTestHub } from "#tests/servers/hub/start-test-hub.ts";
import { makeSafetensors } from "#tests/support/make-safetensors.ts";
import { makePlace, program, runProgram, startProgram } from "./modeldeck.ts";

const files = [
  { path: "model.safetensors", content: makeSafetensors([["a", "U8", [9]]]), lfs: true },
  { path: "config.json", content: '{"model_type":"llama"}' },
  { path: "tokenizer.json", content: "{}" },
];

async function placeWithHub() {
  const hub = await startTestHub({ repos: [{ name: "acme/model", files }] });
  onTestFinished(() => hub.close());
  const { env } = await makePlace();
  return { hub, env: { ...env, HF_ENDPOINT: hub.url } };
}

/** The program as a script starts it: nobody hears what it tells but those who read what it prints. */
async function runAlone(words: readonly string[], env: NodeJS.ProcessEnv) {
  const child = spawn(process.execPath, [program, ...words], { env, stdio: ["ignore", "pipe", "pipe"] });
  const code = new Promise<number | null>((resolve) => child.once("close", resolve));
  const [stderr] = await Promise.all([text(child.stderr), text(child.stdout)]);
  return { code: await code, stderr };
}

test("a hub that is not there is told at once to whoever sits before it", async () => {
  const { hub, env } = await placeWithHub();
  await hub.stop();
  const { code, stderr } = await runAlone(["download", "acme/model"], env);
  expect(code).toBe(1);
  expect(stderr).toContain(`The hub cannot be reached: nothing answers at ${hub.url} (ECONNREFUSED).`);
  expect(stderr).toContain("Check the endpoint (HF_ENDPOINT)");
});

test("a run of the console waits for it, and asks at once when it is told to", async () => {
  const { hub, env } = await placeWithHub();
  hub.fault({ kind: "rate-limit", retryAfter: 600, at: "hub", times: Number.POSITIVE_INFINITY });
  const { child, channel, stderr, ended } = startProgram(["download", "acme/model"], env);
  const printed = text(stderr);
  let summary: string | undefined;
  const waits: string[] = [];
  for await (const line of createInterface({ input: channel })) {
    const told = channelMessage.parse(JSON.parse(line));
    if (told.type === "result") summary = told.result.summary;
    if (told.type !== "progress" || !told.progress.asksAgain) continue;
    waits.push(told.progress.waitsFor ?? "");
    hub.clearFaults();
    child.kill("SIGCONT");
  }
  expect(await ended).toBe(0);
  expect(await printed).toMatch(/^waits for the hub, since \d\d:\d\d: .* was asked too often for now\n$/);
  expect(summary).toContain("every byte verified");
  expect(waits[0]).toMatch(
    /^the hub, since \d\d:\d\d; asked again in 10 min: .* was asked too often for now$/,
  );
});

test.each([
  [404, /no model|not found|does not exist/i],
  [401, /token|licence|access/i],
] as const)("an answer of %i ends also what would wait for ever", async (status, says) => {
  const { hub, env } = await placeWithHub();
  hub.fault({ kind: "status", status, at: "hub", times: Number.POSITIVE_INFINITY });
  const { code, stderr, told } = await runProgram(["download", "acme/model", "--patience=forever"], env);
  expect(code).toBe(1);
  expect(stderr).toMatch(says);
  expect(told.filter((each) => each.type === "progress" && each.progress.waitsFor !== undefined)).toEqual([]);
});
