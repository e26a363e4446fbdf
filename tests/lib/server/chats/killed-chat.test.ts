import { expect, test } from "vitest";
import { makeGate } from "#tests/servers/backend/gate.ts";
import { startTestOllama } from "#tests/servers/ollama/start-test-ollama.ts";
import { hearAnswer } from "#tests/support/hear-answer.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";
import { startConsole } from "../killed-console.ts";

test("1b a console that is killed in the middle of an answer has the question and what was said of the answer", async () => {
  const gate = makeGate();
  const ollama = await startTestOllama({ models: [{ name: "small:1b" }], pace: gate.pass });
  const home = await temporaryFolder();
  const first = await startConsole({ home });
  const post = async ({ ask }: typeof first, path: string, body: object) =>
    ask(path, {
      ...{ method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) },
    });
  const server = await post(first, "/api/backends", { name: "Mine", kind: "ollama", url: ollama.url });
  const { id: instance } = await server.json();
  const { id } = await (await post(first, "/api/chats", { instance, model: "small:1b" })).json();
  const path = `/api/chats/${id}`;
  const read = async ({ ask }: typeof first) => (await ask(path)).json();
  const events = hearAnswer(await post(first, `${path}/answer`, { text: "Hi" }));
  await events.next();
  await expect.poll(async () => (await read(first)).messages[1].text).toBe("Hello");
  await first.kill();
  await expect.poll(() => ollama.left).toBe(1);

  const second = await startConsole({ home });
  const { answering, messages } = await read(second);
  expect({ answering, messages }).toMatchObject({
    answering: false,
    messages: [
      { role: "user", text: "Hi" },
      { role: "assistant", text: "Hello", ending: "stopped", problem: expect.stringContaining("console") },
    ],
  });
  gate.open();
  await (await post(second, `${path}/answer`, { from: 1 })).text();
  expect((await read(second)).messages).toMatchObject([
    { text: "Hi" },
    { text: "Hello there.", ending: "whole" },
  ]);
});
