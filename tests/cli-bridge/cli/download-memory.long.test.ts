import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { startTestHub } from "#tests/servers/hub/start-test-hub.ts";
import { makeSafetensors } from "#tests/support/make-safetensors.ts";
import { makePlace, runProgram } from "./modeldeck.ts";

const files = [
  { path: "model.safetensors", content: makeSafetensors([["a", "U8", [9]]]), lfs: true },
  { path: "config.json", content: '{"model_type":"llama"}' },
  ...Array.from({ length: 5_000 }, (_, index) => ({
    path: `d${index % 10}/file-${index}.json`,
    content: `{"a":${index}}`,
  })),
];

/** Seen were 137 to 141, and 191 before the heap was kept from growing. */
const mostKilobytes = 150 * 1024;

test.runIf(process.platform === "linux")(
  "a download of 5,000 files takes hardly more memory than one of a few",
  async () => {
    const hub = await startTestHub({ repos: [{ name: "acme/many", files }] });
    onTestFinished(() => hub.close());
    const { env, folder } = await makePlace();
    const note = join(folder, "note.mjs");
    const noted = join(folder, "status.txt");
    await writeFile(
      note,
      `import { readFileSync, writeFileSync } from "node:fs";
    process.on("exit", () => writeFileSync(${JSON.stringify(noted)}, readFileSync("/proc/self/status")));`,
    );
    const NODE_OPTIONS = `--import=file://${note}`;
    const { code } = await runProgram(["download", "acme/many"], {
      ...env,
      HF_ENDPOINT: hub.url,
      NODE_OPTIONS,
    });
    expect(code).toBe(0);
    const [, most] = /^VmHWM:\s+(\d+) kB$/m.exec(await readFile(noted, "utf8")) ?? [];
    expect(Number(most)).toBeLessThan(mostKilobytes);
  },
  120_000,
);
