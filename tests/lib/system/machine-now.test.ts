import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { machineNow } from "#cli-bridge/protocol/machine-now.ts";
import { makeMachineReader } from "#lib/system/machine-now.ts";
import type { AskProgram } from "#lib/system/program-asking.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

const MiB = 1024 ** 2;
const says =
  (text: string): AskProgram =>
  async () => ({ text });

test("every GPU is told with what is free on it", async () => {
  const text = [
    "0, GPU-1, NVIDIA GeForce RTX 4090, 24564, 2200, 22010, 12, 61, 88.31, 450.00, 2520, 10501, 580.95",
    "1, GPU-2, NVIDIA H200, 143771, 0, 143000, 0, 30, 70.00, 700.00, 345, 2619, 580.95",
    ...["", "something else", ""],
  ].join("\n");
  const machine = await makeMachineReader({ ask: says(text) })();
  expect(machineNow.parse(machine)).toEqual(machine);
  expect(machine.gpus).toEqual([
    { id: "GPU-1", name: "NVIDIA GeForce RTX 4090", totalBytes: 24564 * MiB, freeBytes: 22010 * MiB },
    { id: "GPU-2", name: "NVIDIA H200", totalBytes: 143771 * MiB, freeBytes: 143000 * MiB },
  ]);
  expect(machine.unified).toBe(false);
});

test("a GPU without memory of its own shares that of the processor", async () => {
  const machine = await makeMachineReader({
    ask: says("0, GPU-1, NVIDIA GB10, [N/A], [N/A], [N/A], 3, 44, 9.5, [N/A], 2418, [N/A], 580.95\n"),
  })();
  const { totalBytes, freeBytes } = machine.memory;
  expect(machine).toMatchObject({ unified: true, gpus: [{ name: "NVIDIA GB10", totalBytes, freeBytes }] });
});

test("a card is found by what the kernel tells of it, and a mere window is not a card", async () => {
  const root = await temporaryFolder();
  const cards = [
    ["card0", 24 * 1024 * MiB, 1024 * MiB],
    ["card1", 512 * MiB, 0],
  ] as const;
  for (const [card, total, used] of cards) {
    const folder = join(root, "sys/class/drm", card, "device");
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, "mem_info_vram_total"), `${total}\n`);
    await writeFile(join(folder, "mem_info_vram_used"), `${used}\n`);
  }
  const machine = await makeMachineReader({ ask: async () => ({ problem: "missing" }), root })();
  expect(machine.gpus).toEqual([
    { id: "card0", name: "AMD GPU", totalBytes: 24 * 1024 * MiB, freeBytes: 23 * 1024 * MiB },
  ]);
});

test("a driver that hangs is told of, and is not asked again at once", async () => {
  let asked = 0;
  const ask: AskProgram = async ([program]) => {
    if (program !== "nvidia-smi") return { problem: "missing" };
    asked += 1;
    return { problem: "silent" };
  };
  const read = makeMachineReader({ ask });
  const [one, other] = await Promise.all([read(), read()]);
  expect(one).toBe(other);
  expect(one.notes).toEqual(["nvidia-smi did not answer in time, so GPUs are not counted."]);
  expect(asked).toBe(1);
});

test("a machine without a GPU has nothing to say of one", async () => {
  const machine = await makeMachineReader({ ask: async () => ({ problem: "missing" }) })();
  expect(machine.notes).toEqual([]);
});
