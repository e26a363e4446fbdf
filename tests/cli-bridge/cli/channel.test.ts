import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { channelMessage } from "#cli-bridge/protocol/channel-message.ts";
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
  expect(lines).toHaveLength(1);
  const message = channelMessage.parse(JSON.parse(lines[0] ?? ""));
  expect(message).toMatchObject({ type: "plan", plan: { added: { length: 2000 } } });
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
