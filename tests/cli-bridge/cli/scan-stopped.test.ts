import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, test } from "vitest";
import { channelMessage } from "#cli-bridge/protocol/channel-message.ts";
import { makeGgufModel } from "#tests/support/make-gguf.ts";
import { makePlace, put, readLayer, startProgram } from "./modeldeck.ts";

/** So many that their names alone are more than a pipe holds: nobody reads them, so the scan cannot end. */
const models = 1200;

test("a scan tells its first model at once, and when it is stopped none is entered and nothing is in the way", async () => {
  const { root, env, run, registry } = await makePlace();
  const weights = makeGgufModel({ fileType: 15, types: [12] });
  for (let at = 0; at < models; at += 1) await put(join(root, `some-model-${at}.Q4_K_M.gguf`), weights);
  const { child, ended, channel, stdout, stderr } = startProgram(["scan", "--apply"], env);
  const [line] = await once(createInterface({ input: channel }), "line");
  expect(channelMessage.parse(JSON.parse(line))).toMatchObject({ progress: { phase: "scan", done: 1 } });
  child.kill("SIGTERM");
  for (const pipe of [channel, stdout, stderr]) pipe.resume();
  expect(await ended).not.toBe(0);
  await expect(readLayer(registry)).rejects.toThrow("ENOENT");
  expect(await run("scan", "--apply")).toMatchObject({ code: 0, stderr: "" });
  expect(await readLayer(registry)).toHaveLength(models);
});
