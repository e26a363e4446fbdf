import { expect, onTestFinished, test } from "vitest";
import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import { makeBackends } from "#lib/server/backends/make-backends.ts";
import { StartedKeys } from "#lib/server/backends/started-keys.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";
import { makeClock } from "./fake-server.ts";

const at = "2026-11-21T00:00:00.000Z";
const run: RunRecord = {
  ...{ id: "1", command: "backend-start", input: {}, dialect: "modeldeck", argv: [], shell: "", lines: 0 },
  ...{ effect: "changes", lane: "servers", state: "running", createdAt: at },
  server: { kind: "llamacpp", url: "http://127.0.0.1:1", phase: "starting", since: at, starts: 1 },
};

const key = { MODELDECK_BACKEND_KEY: "sesame-sesame-sesame" };

test.for([
  ["of its environment", key, {}],
  ["that somebody gave for it", {}, key],
] as const)(
  "a server that the console started with the key %s is asked with that key",
  async ([, env, given]) => {
    const keys = new StartedKeys();
    keys.keep(run.id, given);
    const backends = await makeBackends({
      home: await temporaryFolder(),
      env: { NODE_ENV: "test", ...env },
      keys,
      runner: { list: async () => [run], onChange: () => () => undefined },
      live: { tell: () => undefined, onWatched: () => undefined },
      tell: () => undefined,
      wasTold: () => false,
      history: { answered: () => undefined, heard: () => undefined, of: () => ({ loads: [], speeds: [] }) },
      clock: makeClock().clock,
    });
    onTestFinished(() => backends.close());
    expect(backends.seen()).toMatchObject([{ from: "started", hasToken: true, managed: { run: "1" } }]);
  },
);
