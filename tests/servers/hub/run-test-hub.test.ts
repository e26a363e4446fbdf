import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, it, onTestFinished } from "vitest";
import { askHub } from "./ask-hub.ts";

it("starts by hand, says how to point the console at it, and ends when it is told to", async () => {
  const program = fileURLToPath(new URL("run-test-hub.ts", import.meta.url));
  const hub = spawn(process.execPath, [program, "--port", "0"], { stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => void hub.kill("SIGKILL"));
  const lines = createInterface(hub.stdout);
  let url: string | undefined;
  for await (const line of lines) {
    url = /HF_ENDPOINT=(\S+) npm start/.exec(line)?.[1];
    if (url !== undefined) break;
  }
  const { body } = await askHub(`${url}/api/models?search=ember-8b&filter=gguf`);
  expect(JSON.parse(body.toString())).toMatchObject([{ id: "acme/Ember-8B-Instruct-GGUF" }]);
  hub.kill("SIGINT");
  expect(await once(hub, "exit")).toEqual([0, null]);
});
