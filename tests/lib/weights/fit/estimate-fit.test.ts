import { describe, expect, it } from "vitest";
import type { MachineNow } from "#cli-bridge/protocol/machine-now.ts";
import { type FitShape, fitEstimate } from "#cli-bridge/protocol/memory-fit.ts";
import { estimateFit, type FitQuestion } from "#lib/weights/fit/estimate-fit.ts";
import { fitWordsOf } from "#lib/weights/fit/fit-words.ts";

const GB = 1e9;

function machineOf({
  gpus = [],
  ram = 32,
  ...more
}: { gpus?: [number, number][]; ram?: number } & Partial<Pick<MachineNow, "unified">> = {}): MachineNow {
  return {
    at: "2026-11-21T08:00:00.000Z",
    memory: { totalBytes: 64 * GB, freeBytes: ram * GB },
    gpus: gpus.map(([free, total]) => ({ name: "Card", freeBytes: free * GB, totalBytes: total * GB })),
    ...{ unified: false, notes: [] },
    ...more,
  };
}

const llama: FitShape = {
  ...{ name: "llama", layers: 32, caches: [{ layers: 32, keys: 1024, values: 1024 }], stateBytes: 0 },
  ...{ hiddenSize: 4096, vocabSize: 128_256, contextLength: 131_072, assumed: [] },
};
const question = (more: Partial<FitQuestion> = {}): FitQuestion => ({
  ...{ weightBytes: 4.9 * GB, shape: llama, context: 8192, kvType: "f16", engine: "llama.cpp" },
  ...more,
});
const rowOf = (what: string, asked: FitQuestion) =>
  estimateFit(asked, machineOf()).rows.find((row) => row.what === what);

describe("the arithmetic", () => {
  // The figures that llama.cpp prints when it loads these models.
  it.each([
    ["f16", 8192, 1024 * 2 ** 20],
    ["q8_0", 8192, 544 * 2 ** 20],
    ["q4_0", 8192, 288 * 2 ** 20],
    ["f16", 131_072, 16 * 2 ** 30],
  ] as const)("of the cache is llama.cpp's own: %s at %i tokens", (kvType, context, bytes) => {
    expect(rowOf("KV cache", question({ kvType, context }))?.bytes).toBe(bytes);
  });

  it("keeps no more than a window and a batch where a layer slides", () => {
    const caches = [
      { layers: 12, keys: 512, values: 512 },
      { layers: 12, keys: 512, values: 512, window: 128 },
    ];
    const row = rowOf("KV cache", question({ shape: { ...llama, caches } }));
    expect(row?.bytes).toBe((192 + 18) * 2 ** 20);
    expect(row?.how).toBe(
      "12 layers × 8,192 tokens × 1,024 numbers × 2 B + 12 layers × 768 tokens (sliding window) × 1,024 numbers × 2 B",
    );
  });

  it("leaves the values out where a server need not keep them", () => {
    const shape = { ...llama, caches: [{ layers: 61, keys: 576, values: 512, compressed: true }] };
    expect(rowOf("KV cache", question({ shape, context: 1000, engine: "vllm" }))?.bytes).toBe(
      61 * 1000 * 576 * 2,
    );
    expect(rowOf("KV cache", question({ shape, context: 1000 }))?.bytes).toBe(61 * 1000 * 1088 * 2);
  });

  it("adds up to what is needed, and can be read by a page", () => {
    const fit = estimateFit(question(), machineOf({ gpus: [[22, 24]] }));
    expect(fitEstimate.parse(fit)).toEqual(fit);
    expect(fit.rows.map(({ what }) => what)).toEqual(["Weights", "KV cache", "Compute buffers", "Server"]);
    expect(fit.rows.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(fit.neededBytes);
  });

  it("counts the weights alone where nothing is known of the layers, and says so", () => {
    const fit = estimateFit(question({ shape: undefined }), machineOf());
    expect(fit.rows.map(({ what }) => what)).toEqual(["Weights", "Server"]);
    expect(fit.confidence).toBe("low");
    expect(fit.notes[0]).toMatch("architecture is not known");
  });

  it("says less surely what had to be assumed, and what is beyond the model's own context", () => {
    const shape = { ...llama, assumed: ["Some layers are guessed."], contextLength: 4096 };
    const fit = estimateFit(question({ shape }), machineOf());
    expect(fit.confidence).toBe("medium");
    expect(fit.notes).toEqual([
      "It was made for 4,096 tokens at most; 8,192 are priced here.",
      "Some layers are guessed.",
    ]);
  });
});

describe("the verdict", () => {
  it.each([
    ["fits-gpu", "Fits GPU", { gpus: [[22, 24]] as [number, number][] }, {}],
    ["fits-tight", "Just fits GPU", { gpus: [[6.9, 8]] as [number, number][] }, {}],
    ["partial-gpu", "Partly on GPU", { gpus: [[5, 8]] as [number, number][] }, {}],
    ["fits-ram", "Fits RAM", {}, {}],
    ["fits-ram", "Fits RAM", { gpus: [[0.4, 8]] as [number, number][] }, {}],
    ["too-big", "Too big", { ram: 4 }, {}],
    ["too-big", "Too big", { gpus: [[8, 24]] as [number, number][] }, { engine: "vllm" as const }],
    ["fits-gpu", "Fits unified memory", { unified: true }, {}],
    ["fits-tight", "Just fits unified memory", { unified: true, ram: 7 }, {}],
    ["too-big", "Too big", { unified: true, ram: 5 }, {}],
  ])("is %s, said as “%s”, with %o", (verdict, words, machine, more) => {
    const fit = estimateFit(question(more), machineOf(machine));
    expect(fit.class).toBe(verdict);
    expect(fitWordsOf(fit)).toBe(words);
  });

  it("speaks of RAM and of no card where there is no GPU", () => {
    const fit = estimateFit(question(), machineOf());
    expect(fit.pool).toBe("ram");
    expect(fit.says).toMatch(/^Fits RAM, there is no GPU: needs 6\.\d GB of 32 GB free\.$/);
    expect(JSON.stringify(fit)).not.toMatch(/VRAM/);
  });

  it("takes as few GPUs as can hold it, and says when it takes several together", () => {
    const big = question({ weightBytes: 35 * GB });
    const fit = estimateFit(
      big,
      machineOf({
        gpus: [
          [22, 24],
          [23, 24],
          [23, 24],
        ],
      }),
    );
    expect(fit.gpusUsed).toBe(2);
    expect(fit.class).toBe("fits-gpu");
    expect(fit.says).toMatch("Fits 2 GPUs together: needs 37");
    expect(fit.rows.at(-1)?.how).toMatch("2 GPUs × 350 MB");
  });

  it("gives each GPU the same share where a server splits every layer", () => {
    const asked = question({ weightBytes: 40 * GB, engine: "vllm" });
    expect(
      estimateFit(
        asked,
        machineOf({
          gpus: [
            [70, 80],
            [8, 80],
          ],
        }),
      ).availableBytes,
    ).toBe(70 * GB);
    expect(
      estimateFit(
        asked,
        machineOf({
          gpus: [
            [30, 80],
            [30, 80],
          ],
        }),
      ).availableBytes,
    ).toBe(60 * GB);
  });

  it("leaves ONNX in RAM where the GPU is too small, for it is never split", () => {
    const machine = machineOf({ gpus: [[4, 8]] });
    expect(estimateFit(question({ engine: "onnxruntime" }), machine)).toMatchObject({
      class: "fits-ram",
      pool: "ram",
    });
  });

  it("counts what turns pictures into words beside the weights", () => {
    const rows = estimateFit(question({ projectorBytes: GB }), machineOf()).rows;
    expect(rows.find(({ what }) => what === "Projector")?.bytes).toBe(GB);
  });

  it("says which part of a GPU a server takes, and what a container may have", () => {
    const limited = { totalBytes: 8 * GB, freeBytes: 7 * GB, limitedBy: "cgroup" };
    const machine = { ...machineOf({ gpus: [[20, 24]] }), memory: limited };
    expect(estimateFit(question({ engine: "vllm" }), machine).notes).toEqual([
      "vLLM takes no more than 90 % of a GPU with its usual settings.",
      "Only 8 GB of RAM may be used (cgroup).",
    ]);
  });

  it("says how many layers the GPU holds", () => {
    const fit = estimateFit(question({ weightBytes: 16 * GB }), machineOf({ gpus: [[10, 12]] }));
    expect(fit.layersOnGpu).toBe(15);
    expect(fit.says).toMatch(/^About 15 of 32 layers can be on Card, the rest in RAM, which is slower/);
  });

  it("says when it would fit if other programs gave back what they hold", () => {
    const fit = estimateFit(question({ weightBytes: 30 * GB }), machineOf({ ram: 12 }));
    expect(fit.class).toBe("too-big");
    expect(fit.says).toMatch("Other programs hold 52 GB; without them it would fit.");
    expect(estimateFit(question({ weightBytes: 90 * GB }), machineOf()).says).not.toMatch("would fit");
  });

  it("only worsens as the context grows", () => {
    const order = ["fits-gpu", "fits-tight", "partial-gpu", "fits-ram", "too-big"];
    const machine = machineOf({ gpus: [[8, 8]], ram: 16 });
    const steps = [1024, 8192, 16_384, 32_768, 65_536, 131_072, 262_144, 1_048_576].map((context) =>
      order.indexOf(estimateFit(question({ context }), machine).class),
    );
    expect(steps).toEqual(steps.toSorted((one, other) => one - other));
    expect(new Set(steps).size).toBeGreaterThan(3);
  });
});
