import { expect, test } from "vitest";
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
  const hintAt = async (url: string): Promise<string | undefined> => {
    const instance = toInstance({ kind: "ollama", url: new URL(url), from: "found" });
    const http = openBackendHttp(instance);
    const signal = AbortSignal.timeout(60_000);
    const session = { settings: () => loadSettings({ env: place.env }) };
    const leaving = { session, signal, wait: async () => undefined };
    const refusal = await letGo({ instance, adapter, http }, "tiny", leaving).catch((error) => error);
    await http.close();
    expect(refusal).toMatchObject({ code: "backend-timeout" });
    return refusal.hint;
  };
  expect(await hintAt(`http://localhost:${port}`)).toContain(`modeldeck backend-restart ${id}`);
  expect(await hintAt("http://127.0.0.1:9")).toContain("where it was started");
});
