import { expect, test } from "vitest";
import { eachModel, toReport } from "#cli-bridge/cli/each-model.ts";
import { letGo } from "#cli-bridge/cli/let-go.ts";
import { adapterOf } from "#lib/backends/adapters.ts";
import { openBackendHttp } from "#lib/backends/http/open-backend-http.ts";
import { toInstance } from "#lib/backends/instances/environment.ts";
import { loadSettings } from "#lib/state/settings.ts";
import { freePort } from "#tests/support/free-port.ts";
import { isReadyNow, managedPlace, runnerAt, startServerRun, untilStanding } from "./managed-place.ts";

test("a restart is offered for a model that stays only where the console has started the server", async () => {
  const place = await managedPlace();
  const runner = runnerAt(place);
  const port = await freePort();
  const { id } = await startServerRun(runner, `--port=${port}`, "--", "ollama");
  await untilStanding(runner, id, isReadyNow);
  const adapter = {
    ...(await adapterOf("ollama")),
    loaded: async () => [{ id: "tiny", model: "tiny", state: "ready" as const }],
    unload: async () => undefined,
  };
  const reportAt = async (url: string) => {
    const instance = toInstance({ kind: "ollama", url: new URL(url), from: "found" });
    const http = openBackendHttp(instance);
    const signal = AbortSignal.timeout(60_000);
    const session = { settings: () => loadSettings({ env: place.env }) };
    const leaving = { session, signal, wait: async () => undefined };
    const work = async (model: string) => {
      await letGo({ instance, adapter, http }, model, leaving);
      return "is out of memory";
    };
    const printing = { session: { print: { line: () => undefined } }, signal };
    const report = toReport(await eachModel(["tiny"], work, printing));
    await http.close();
    return report;
  };
  expect(await reportAt(`http://localhost:${port}`)).toEqual({
    models: [
      {
        ...{ model: "tiny", state: "failed", says: expect.stringContaining("is still in the memory of") },
        hint: expect.stringContaining(`modeldeck backend-restart ${id}`),
      },
    ],
    again: { says: expect.stringMatching(/^Restart /), command: "backend-restart", input: { server: id } },
  });
  const foreign = await reportAt("http://127.0.0.1:9");
  expect(foreign.models).toMatchObject([{ hint: expect.stringContaining("where it was started") }]);
  expect(foreign).not.toHaveProperty("again");
});
