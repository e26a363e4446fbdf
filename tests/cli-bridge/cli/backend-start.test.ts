import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { processOf } from "#cli-bridge/run/process-listing.ts";
import { ending, untilLine } from "#tests/cli-bridge/run/fixture-runner.ts";
import { freePort } from "#tests/support/free-port.ts";
import { isReadyNow, managedPlace, runnerAt, startServerRun, untilStanding } from "./managed-place.ts";
import { entryAt } from "./modeldeck.ts";

const is = (pid: number | undefined) => pid !== undefined && processOf(pid)?.isZombie === false;

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
