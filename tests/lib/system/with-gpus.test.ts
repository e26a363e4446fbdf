import { expect, test } from "vitest";
import type { MachineNow } from "#cli-bridge/protocol/machine-now.ts";
import { withGpus } from "#lib/system/with-gpus.ts";

const gpu = (id: string) => ({ id, name: id, totalBytes: 24, freeBytes: 20 });
const machine: MachineNow = {
  at: "2026-11-21T00:00:00.000Z",
  memory: { totalBytes: 64, freeBytes: 32 },
  ...{ gpus: [gpu("GPU-8932f937-d72c"), gpu("GPU-11aa22bb-0c0d")], unified: false, notes: [] },
};

test.for([
  ["0", ["GPU-8932f937-d72c"]],
  ["1, 0", ["GPU-8932f937-d72c", "GPU-11aa22bb-0c0d"]],
  ["GPU-11aa22bb-0c0d", ["GPU-11aa22bb-0c0d"]],
  ["GPU-11aa", ["GPU-11aa22bb-0c0d"]],
  // Whoever names none that is here is judged by all of them.
  ["7", ["GPU-8932f937-d72c", "GPU-11aa22bb-0c0d"]],
  ["GPU-", ["GPU-8932f937-d72c", "GPU-11aa22bb-0c0d"]],
  [undefined, ["GPU-8932f937-d72c", "GPU-11aa22bb-0c0d"]],
] as const)("of the GPUs that a server may use, %s, only the memory counts", ([said, ids]) => {
  expect(withGpus(machine, said).gpus.map(({ id }) => id)).toEqual(ids);
});
