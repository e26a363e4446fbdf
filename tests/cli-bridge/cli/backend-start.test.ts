import { join } from "node:path";
import { createInterface } from "node:readline";
import { describe, expect, test } from "vitest";
import { processOf } from "#cli-bridge/run/process-listing.ts";
import { ending, untilLine } from "#tests/cli-bridge/run/fixture-runner.ts";
import { freePort } from "#tests/support/free-port.ts";
import { isReadyNow, managedPlace, runnerAt, startServerRun, untilStanding } from "./managed-place.ts";
import { entryAt, startProgram } from "./modeldeck.ts";

const is = (pid: number | undefined) => pid !== undefined && processOf(pid)?.isZombie === false;
const patient = { timeout: 20_000 };

describe("M4.5 a server that the console starts", () => {
  test("runs until it is stopped, and says where it stands", async () => {
    const place = await managedPlace();
    const runner = runnerAt(place);
    const port = await freePort();
    const { id } = await startServerRun(runner, `--port=${port}`, "--", "ollama");
    const { server, state } = await untilStanding(runner, id, isReadyNow);
    expect({ state, ...server }).toMatchObject({
      ...{ state: "running", kind: "ollama", phase: "ready", starts: 1 },
      url: `http://127.0.0.1:${port}`,
    });
    expect(is(server?.pid)).toBe(true);
    expect((await fetch(`http://127.0.0.1:${port}/api/version`)).status).toBe(200);
    await runner.cancel(id);
    const { outcome } = await ending(runner, id);
    expect(outcome).toMatchObject({ kind: "cancelled", result: { summary: "Ollama was stopped." } });
    expect(is(server?.pid)).toBe(false);
  });

  test("says why it died", async () => {
    const place = await managedPlace([
      entryAt("tiny", "/", { backend_config: { extra_args: ["--behave=oom"] } }),
    ]);
    const runner = runnerAt(place);
    const { id } = await startServerRun(runner, "--entry=tiny", `--port=${await freePort()}`, "--", "vllm");
    const { outcome } = await ending(runner, id);
    expect(outcome).toMatchObject({
      ...{ kind: "exited", code: 1 },
      result: {
        summary:
          "vLLM ended by itself (code 1). The model and its context do not fit into the memory of the GPU.",
        report: { failure: { cause: "memory", deed: "smaller-context" } },
      },
    });
  });

  test("has failed where its engine died, though it ended in good order", async () => {
    const place = await managedPlace([
      entryAt("tiny", "/", { backend_config: { extra_args: ["--behave=oom:0"] } }),
    ]);
    const runner = runnerAt(place);
    const { id } = await startServerRun(runner, "--entry=tiny", `--port=${await freePort()}`, "--", "vllm");
    expect((await ending(runner, id)).outcome).toMatchObject({
      ...{ kind: "exited", code: 1 },
      result: { summary: expect.stringContaining("vLLM ended by itself (code 0).") },
    });
  });

  test("can be one that goes on by itself, and is ended in its own words", async () => {
    const place = await managedPlace();
    const runner = runnerAt(place);
    const port = await freePort();
    const { id } = await startServerRun(runner, `--port=${port}`, "--", "lmstudio");
    expect((await untilStanding(runner, id, isReadyNow)).server?.phase).toBe("ready");
    await runner.cancel(id);
    expect((await ending(runner, id)).outcome).toMatchObject({
      ...{ kind: "cancelled", result: { summary: "LM Studio was stopped." } },
    });
    await expect(fetch(`http://127.0.0.1:${port}`)).rejects.toThrow();
    expect(await untilLine(runner, id, "daemon down")).toBe("lms daemon down");
  });

  test("is no second one beside what a person has running, which goes on", async () => {
    const place = await managedPlace();
    const runner = runnerAt(place);
    const port = await freePort();
    const first = await startServerRun(runner, `--port=${port}`, "--", "lmstudio");
    await untilStanding(runner, first.id, isReadyNow);
    const second = await startServerRun(runner, `--port=${await freePort()}`, "--", "lmstudio");
    expect(await untilLine(runner, second.id, "runs already")).toContain(
      `its server runs already on port ${port}`,
    );
    expect((await ending(runner, second.id)).outcome).toMatchObject({ kind: "exited" });
    expect((await fetch(`http://127.0.0.1:${port}`)).status).toBe(200);
    await runner.cancel(first.id);
    await ending(runner, first.id);
  });

  test("is started again when it failed, where that was wanted", async () => {
    const place = await managedPlace();
    const runner = runnerAt(place);
    const words = [`--args=--behave=fails-once:${join(place.folder, "failed")}`, "--model=owner/tiny"];
    const { id } = await startServerRun(
      runner,
      ...[...words, `--port=${await freePort()}`, "--restart=on-failure", "--", "vllm"],
    );
    expect((await untilStanding(runner, id, isReadyNow)).server).toMatchObject({ phase: "ready", starts: 2 });
    await runner.cancel(id);
    await ending(runner, id);
  });

  test("is killed, and not left behind, when its end is asked for twice", async () => {
    const place = await managedPlace();
    const port = await freePort();
    const words = ["--model=owner/tiny", "--args=--behave=deaf", `--port=${port}`, "--", "vllm"];
    const { child, stdout, ended } = startProgram(["backend-start", ...words], place.env);
    const lines = createInterface(stdout)[Symbol.asyncIterator]();
    const until = async (words: string) => {
      for (let line = ""; !line.includes(words); ) line = (await lines.next()).value ?? "";
    };
    await until("Loading safetensors");
    child.kill("SIGTERM");
    await until("told to end");
    child.kill("SIGTERM");
    expect(await ended).toBe(0);
    await expect(fetch(`http://127.0.0.1:${port}`)).rejects.toThrow();
  });

  test("is killed when its end is asked for twice and its own words for that hang, which are said once", async () => {
    const place = await managedPlace();
    const url = `http://127.0.0.1:${await freePort()}`;
    const words = ["backend-start", `--port=${new URL(url).port}`, "--", "lmstudio"];
    const { child, stdout, ended } = startProgram(words, { ...place.env, LMS_HANGS: "stop" });
    const said: string[] = [];
    createInterface(stdout).on("line", (line) => said.push(line));
    const isServed = () =>
      fetch(url).then(
        ({ ok }) => ok,
        () => false,
      );
    await expect.poll(isServed, patient).toBe(true);
    child.kill("SIGTERM");
    await expect.poll(() => said, patient).toContain("lms server stop");
    child.kill("SIGTERM");
    expect(await ended).toBe(0);
    expect(said.filter((line) => line.startsWith("lms") && !line.endsWith("start"))).toEqual([
      "lms daemon up",
      "lms server stop",
    ]);
    expect(await isServed()).toBe(false);
  });

  test("takes along what it leaves behind when it is killed", async () => {
    const place = await managedPlace();
    const runner = runnerAt(place);
    const words = ["--args=--behave=worker", "--model=owner/tiny", `--port=${await freePort()}`];
    const { id } = await startServerRun(runner, ...words, "--", "vllm");
    const { server } = await untilStanding(runner, id, isReadyNow);
    const worker = Number((await untilLine(runner, id, "pid of worker")).split(": ")[1]);
    expect(is(worker)).toBe(true);
    process.kill(server?.pid ?? 0, "SIGKILL");
    expect((await ending(runner, id)).outcome).toMatchObject({ kind: "exited", code: 1 });
    expect(is(worker)).toBe(false);
  });

  test("is ended with all that it started, however deaf that is", async () => {
    const place = await managedPlace();
    const runner = runnerAt(place, { serverGraceMs: 500 });
    const words = ["--args=--behave=worker", "--model=owner/tiny", `--port=${await freePort()}`];
    const { id } = await startServerRun(runner, ...words, "--", "llamacpp");
    await untilStanding(runner, id, isReadyNow);
    const worker = Number((await untilLine(runner, id, "pid of worker")).split(": ")[1]);
    expect(is(worker)).toBe(true);
    await runner.cancel(id);
    await ending(runner, id);
    expect(is(worker)).toBe(false);
  });
});
