import { spawn } from "node:child_process";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { processOf } from "#cli-bridge/run/process-listing.ts";
import { ending, untilLine } from "#tests/cli-bridge/run/fixture-runner.ts";
import { freePort } from "#tests/support/free-port.ts";
import { isReadyNow, managedPlace, runnerAt, startServerRun, untilStanding } from "./managed-place.ts";
import { entryAt, planTold, runProgram, saveEntries } from "./modeldeck.ts";

const is = (pid: number | undefined) => pid !== undefined && processOf(pid)?.isZombie === false;

describe("M4.5 servers that the console has started", () => {
  test("0.2 are restarted with what was saved for them, and stopped, from a terminal as well", async () => {
    const place = await managedPlace();
    const runner = runnerAt(place);
    const port = await freePort();
    const { id } = await startServerRun(runner, `--port=${port}`, "--", "ollama");
    const before = await untilStanding(runner, id, isReadyNow);

    // What is saved reaches the server with its next start.
    const models = join(place.folder, "other models");
    const set = `--set='OLLAMA_MODELS=${models}' OLLAMA_CONTEXT_LENGTH=8192 OLLAMA_KEEP_ALIVE=-1`;
    const rehearsal = await place.run("backend-config", set, "--restart", "--", "ollama");
    expect(planTold(rehearsal)).toMatchObject({
      plan: { warnings: [expect.stringContaining("is restarted")], changed: [{ name: "ollama" }] },
    });
    const saved = await place.run("backend-config", set, "--restart", "--apply", "--", "ollama");
    expect(saved.stdout).toContain("Saved, and 1 restarted with it.");
    const after = await runner.get(id);
    expect(after.server).toMatchObject({ phase: "ready", starts: 2 });
    expect(after.server?.pid).not.toBe(before.server?.pid);
    expect(is(before.server?.pid)).toBe(false);
    const env = await untilLine(runner, id, `"OLLAMA_CONTEXT_LENGTH":"8192"`);
    expect(JSON.parse(env.slice(4))).toMatchObject({ OLLAMA_MODELS: models, OLLAMA_KEEP_ALIVE: "-1" });
    // S20: nothing of the console's own goes along.
    expect(
      Object.keys(JSON.parse(env.slice(4))).filter((name) => /^MODELDECK_(?!RUN)|NODE_OPTIONS/.test(name)),
    ).toEqual([]);

    const stopped = await place.run("backend-stop", "--", String(port));
    expect(stopped.stdout).toContain(`Ollama at http://127.0.0.1:${port} was stopped.`);
    expect((await ending(runner, id)).outcome.kind).toBe("cancelled");
    expect(is(after.server?.pid)).toBe(false);
  });

  test("S39 are not restarted with words that nobody has agreed to, and go on as they were", async () => {
    const place = await managedPlace([entryAt("tiny", "/")]);
    const runner = runnerAt(place);
    const port = await freePort();
    const { id } = await startServerRun(runner, "--entry=tiny", `--port=${port}`, "--", "vllm");
    const before = await untilStanding(runner, id, isReadyNow);
    const more = { backend_config: { extra_args: ["--trust-remote-code"] } };
    await saveEntries(place.registry, [entryAt("tiny", "/", more)]);
    const restart = await place.run("backend-restart", "--", String(port));
    expect(restart.stderr).toContain("goes on as it was");
    await untilLine(runner, id, "can have it run code that comes from elsewhere");
    const { server } = await runner.get(id);
    expect(server).toMatchObject({ phase: "ready", starts: 1, pid: before.server?.pid });
    expect(is(server?.pid)).toBe(true);
    await saveEntries(place.registry, [entryAt("tiny", "/")]);
    const again = await place.run("backend-restart", "--", String(port));
    expect(again.stdout).toContain("runs again");
    expect((await runner.get(id)).server).not.toHaveProperty("refused");
  });

  test("R14 are the only ones that are ever told to end", async () => {
    const place = await managedPlace();
    const port = await freePort();
    const foreign = spawn(join(place.folder, "bin", "vllm"), ["serve", "m", "--port", String(port)], {
      stdio: "pipe",
    });
    onTestFinished(() => void foreign.kill("SIGKILL"));
    await new Promise((resolve) => foreign.stdout.once("data", resolve));
    for (const said of ["vllm", String(port), `http://127.0.0.1:${port}`]) {
      const { code, stderr } = await place.run("backend-stop", "--", said);
      expect({ code, stderr }).toMatchObject({
        code: 1,
        stderr: expect.stringContaining("started no server"),
      });
    }
    expect(is(foreign.pid)).toBe(true);
  });

  test("R10 outlive the console, and are found again", async () => {
    const place = await managedPlace();
    const first = runnerAt(place);
    const { id } = await startServerRun(first, `--port=${await freePort()}`, "--", "ollama");
    await untilStanding(first, id, isReadyNow);
    const { server } = await first.get(id);
    // A console that is gone watches nothing; the keeper neither knows nor cares how it went.
    await first.close();
    const second = runnerAt(place);
    await second.reconcile();
    expect((await second.get(id)).server).toEqual(server);
    expect(is(server?.pid)).toBe(true);
    await second.cancel(id);
    expect((await ending(second, id)).outcome.kind).toBe("cancelled");
  });
});

describe("a start that cannot be", () => {
  test("says what stands in its way, and that its model may not fit, and starts nothing", async () => {
    const huge = entryAt("huge", "/", { download_size_bytes: 9e14 });
    const place = await managedPlace([huge]);
    const port = await freePort();
    const held = spawn(join(place.folder, "bin", "vllm"), ["serve", "m", "--port", String(port)], {
      stdio: "pipe",
    });
    onTestFinished(() => void held.kill("SIGKILL"));
    await new Promise((resolve) => held.stdout.once("data", resolve));
    const free = `--port=${await freePort()}`;
    const start = (...words: string[]) => runProgram(["backend-start", ...words], place.env);
    await expect
      .poll(async () => (await start("--dry-run", `--port=${port}`, "--", "ollama")).stdout, {
        timeout: 20_000,
      })
      .toContain("taken by");
    expect((await start("--dry-run", free, "--entry=huge", "--", "llamacpp")).stdout).toContain(
      "It takes at least 900 TB, more than is free",
    );
    expect((await start("--dry-run", free, "--entry=huge", "--", "ollama")).stdout).not.toContain("at least");
    await rm(join(place.folder, "bin", "lms"));
    expect((await start(free, "--", "lmstudio")).stderr).toContain("lms is not installed");
    expect((await start(free, "--", "vllm")).stderr).toContain("no model was said");
    expect((await start(free, "--model=/nowhere/tiny", "--", "vllm")).stderr).toContain(
      "the model is not there",
    );
    expect((await start(free, "--host=0.0.0.0", "--", "ollama")).stderr).toContain("--expose");
    expect((await start(free, "--model=a/b", "--args=--trust-remote-code", "--", "vllm")).stderr).toContain(
      "--trust-remote-code",
    );
    expect((await start("--env=LD_PRELOAD=/x.so", "--", "ollama")).code).toBe(2);
  });
});

describe("6e 6c what Ollama is told", () => {
  test("opens it to the network only where that is said by name", async () => {
    const place = await managedPlace();
    const open = "--set=OLLAMA_HOST=0.0.0.0:11434";
    const refused = await place.run("backend-config", open, "--apply", "--", "ollama");
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining("this opens it to others") });
    const agreed = await place.run("backend-config", open, "--expose", "--apply", "--", "ollama");
    expect(agreed.stdout).toContain("asks for no key");
  });

  test("M4.6 and how each server is started by hand are shown with the model filled in", async () => {
    const place = await managedPlace();
    await writeFile(
      join(place.folder, "home", "servers.json"),
      JSON.stringify({ ollama: { OLLAMA_ORIGINS: "a%b" } }),
    );
    const { stdout } = await place.run("backend-guide", "--model=owner/tiny");
    expect(stdout).toContain("vllm serve owner/tiny --host 127.0.0.1 --port 8000");
    expect(stdout).toContain('Environment="OLLAMA_ORIGINS=a%%b"');
    expect(stdout).toContain("launchctl setenv OLLAMA_HOST '127.0.0.1:11434'");
  });
});
