import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { openChannel } from "#cli-bridge/cli/channel.ts";
import { joinPlanParts } from "#cli-bridge/derive/plan-parts.ts";
import { channelMessage } from "#cli-bridge/protocol/channel-message.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";
import { entryAt, fillRoot, makePlace, program, put, saveEntries, startProgram } from "./modeldeck.ts";

test("a plan too big for a pipe arrives whole, however late the reader is", async () => {
  const place = await makePlace();
  const notes = "x".repeat(1000);
  const entries = Array.from({ length: 2000 }, (_, at) => entryAt(`m-${at}`, `/nowhere/${at}`, { notes }));
  const backup = "model_registry.discovered.20260101-000000.bak.json";
  await put(`${place.registry}/${backup}`, JSON.stringify(entries));
  await saveEntries(place.registry, []);
  const { stdout, channel } = startProgram(["restore-backup", "20260101-000000"], place.env);
  // The text ends before anybody reads the plan, which waits for room in the pipe all the while.
  let said = "";
  stdout.on("data", (bytes) => {
    said += bytes;
  });
  while (!said.includes("Dry run: no changes written.")) await once(stdout, "data");
  const lines = (await text(channel)).trimEnd().split("\n");
  const messages = lines.map((line) => channelMessage.parse(JSON.parse(line)));
  const parts = messages.flatMap((message) => (message.type === "planPart" ? [message.part] : []));
  const last = messages.at(-1);
  const plan = last?.type === "plan" ? joinPlanParts(parts, last.plan) : undefined;
  expect(parts.length).toBeGreaterThan(1);
  expect(plan?.added).toHaveLength(2000);
});

test("a reader hears of few figures, and of the last one before whatever comes after it", async () => {
  const file = join(await temporaryFolder(), "told");
  const fd = openSync(file, "w");
  const channel = openChannel({ NODE_ENV: "test", MODELDECK_CHANNEL_FD: String(fd) });
  for (const last of [1000, 2000]) {
    for (let done = last - 999; done <= last; done++)
      channel.send({ type: "progress", progress: { phase: "pulling", unit: "bytes", done } });
    if (last === 1000) channel.send({ type: "result", result: { summary: "Half." } });
  }
  await channel.flush();
  closeSync(fd);
  const lines = (await readFile(file, "utf8")).trimEnd().split("\n");
  const told = lines.map((line) => channelMessage.parse(JSON.parse(line)));
  expect(told.length).toBeLessThan(20);
  const half = told.findIndex(({ type }) => type === "result");
  expect(told[half - 1]).toMatchObject({ progress: { done: 1000 } });
  expect(told.at(-1)).toMatchObject({ progress: { done: 2000 } });
});

test.each(["", "x", "1", "99", "-3"])(
  "a channel called %j is none, and nothing is written to it",
  async (fd) => {
    const place = await makePlace();
    await fillRoot(place.root);
    const child = spawn(process.execPath, [program, "scan", "--json"], {
      env: { ...place.env, MODELDECK_CHANNEL_FD: fd },
      stdio: ["ignore", "pipe", "inherit"],
    });
    expect(JSON.parse(await text(child.stdout))).toMatchObject({ applied: false });
  },
);
