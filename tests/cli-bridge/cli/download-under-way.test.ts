import { existsSync } from "node:fs";
import { readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { expect, onTestFinished, test } from "vitest";
import { channelMessage } from "#cli-bridge/protocol/channel-message.ts";
import type { Progress } from "#cli-bridge/protocol/progress.ts";
import { startTestHub } from "#tests/servers/hub/start-test-hub.ts";
import { makeSafetensorsOf } from "#tests/support/make-safetensors.ts";
import { makePlace, startProgram } from "./modeldeck.ts";

const bytes = 24 * 1024 * 1024;
const weights = (name: string) => ({
  path: name,
  content: makeSafetensorsOf(`{"a":{"dtype":"U8","shape":[${bytes}],"data_offsets":[0,${bytes}]}}`, bytes),
});
const files = [
  weights("model.safetensors"),
  { path: "config.json", content: '{"model_type":"llama"}' },
  { path: "tokenizer.json", content: "{}" },
];

/** Starts a download at 2 MB/s, of which somebody watches how far it is. */
async function startWatched() {
  const hub = await startTestHub({ repos: [{ name: "acme/some", files }] });
  onTestFinished(() => hub.close());
  const place = await makePlace();
  const settings = join(place.folder, "home", "settings.json");
  const set = (limits: object) => writeFile(settings, JSON.stringify({ diskReserve: 0, ...limits }));
  await set({ downloadRate: 2_000_000 });
  const { ended, stderr, channel } = startProgram(["download", "acme/some"], {
    ...place.env,
    HF_ENDPOINT: hub.url,
  });
  const said = text(stderr);
  const watch = async (see: (progress: Progress) => Promise<void>): Promise<void> => {
    for await (const line of createInterface({ input: channel })) {
      const told = channelMessage.parse(JSON.parse(line));
      if (told.type === "progress" && told.progress.phase === "downloading") await see(told.progress);
    }
  };
  return { ...place, set, ended, said, watch };
}

/** Hours that last until long after the test, whenever it runs. */
function hoursAroundNow(): string {
  const hour = new Date().getHours();
  const clock = (at: number) => `${String((at + 24) % 24).padStart(2, "0")}:00`;
  return `${clock(hour - 1)}-${clock(hour + 12)}`;
}

test("quiet hours that are set in the middle of a file hold it back, beside a key that is wrong, until they are taken back", async () => {
  const { set, ended, watch } = await startWatched();
  const waits = new Set<string>();
  let isSet = false;
  await watch(async ({ done, waitsFor }) => {
    if (waitsFor?.startsWith("the quiet hours") && waits.size === 0) {
      waits.add(waitsFor);
      await set({});
    } else if (!isSet && done > 0) {
      isSet = true;
      await set({ downloadRate: 2_000_000, quietHours: hoursAroundNow(), keepBackups: "many" });
    }
  });
  expect([...waits]).toEqual([expect.stringMatching(/^the quiet hours, until \d\d:00$/)]);
  expect(await ended).toBe(0);
}, 60_000);

test("a folder that is removed in the middle of a file ends the download, and nothing of it is entered", async () => {
  const { root, registry, ended, said, watch } = await startWatched();
  const folder = join(root, "acme", "some");
  await watch(async ({ done }) => {
    if (done > 500_000) await rm(folder, { recursive: true, force: true });
  });
  expect(await ended).toBe(1);
  expect(await said).toContain(`${folder} was moved or removed while files came into it.`);
  expect(await readdir(registry)).toEqual([]);
  expect(existsSync(folder)).toBe(false);
}, 60_000);
