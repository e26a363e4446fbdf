import { text } from "node:stream/consumers";
import { expect, onTestFinished, test } from "vitest";
import { makeGate } from "#tests/servers/backend/gate.ts";
import { startTestLmStudio } from "#tests/servers/lmstudio/start-test-lmstudio.ts";
import { startTestOllama } from "#tests/servers/ollama/start-test-ollama.ts";
import { makePlace, resultTold, startProgram } from "./modeldeck.ts";

const qwen = "qwen/qwen3-8b";

/** Goes at its own pace, and stops where it is until the test lets it go on. */
function makePace() {
  const gate = makeGate();
  let isHeld = true;
  return {
    pace: () => (isHeld ? gate.pass() : Promise.resolve()),
    untilHeld: gate.untilHeld,
    /** What was held stays where it is, as in a process that is gone. */
    forget: () => {
      isHeld = false;
    },
  };
}

test("3.5 3.8 3.9 a load whose server is killed and started anew has failed in words, and the next one loads", async () => {
  const { pace, untilHeld, forget } = makePace();
  const server = await startTestLmStudio({ pace });
  onTestFinished(() => server.stop());
  const { env, run } = await makePlace();
  env.LMSTUDIO_URL = server.url;
  const loading = run("backend-load", qwen);
  await untilHeld();
  await server.stop();
  forget();
  await server.start();
  const said = await loading;
  expect(said.code).toBe(1);
  expect(said.stdout.split("\n")).toEqual(
    expect.arrayContaining([
      `Asking for ${qwen}…`,
      `Loading ${qwen}…`,
      `The connection broke; looking whether ${qwen} has been loaded…`,
      `✗ ${qwen}  ${server.url} broke off in the middle, and the model is not in its memory.`,
    ]),
  );
  const next = await run("backend-load", qwen);
  expect(next.code).toBe(0);
  expect(next.stdout).toMatch(/Loading qwen\S+…\nqwen\S+ is ready\.\n✓ qwen\S+ {2}is in memory, about 5 GB/);
});

test("0.4 a pull whose server is killed in the middle was interrupted, and the same command goes on", async () => {
  const { pace, forget } = makePace();
  const layers = ["1", "2"].map((digit) => ({ digest: `sha256:${digit.repeat(64)}`, bytes: 800 }));
  const server = await startTestOllama({ models: [], offers: [{ name: "phi4:14b", layers }], pace });
  const { env, run } = await makePlace();
  env.OLLAMA_HOST = server.url;
  const { stdout, channel, ended } = startProgram(["ollama-pull", "phi4:14b"], env);
  const told = text(stdout);
  // The first layer has been told of.
  for await (const message of channel) if (String(message).includes('"parts":[{')) break;
  await server.close();
  forget();
  expect(await ended).toBe(1);
  expect(await told).toContain(`${server.url} was interrupted: the connection broke.`);
  expect(await told).toContain("what has arrived is kept by the server");
  await server.open();
  const next = await run("ollama-pull", "phi4:14b");
  expect(next.code).toBe(0);
  expect(resultTold(next)).toMatchObject({ result: { summary: "Pulled 1 model." } });
  expect(server.models.has("phi4:14b")).toBe(true);
});
