import { describe, expect, test } from "vitest";
import type { MachineReading } from "#cli-bridge/protocol/system-answer.ts";
import { makeLimitWatch } from "#lib/system/watch-limits.ts";

const limits = { memoryPercent: 80, gpuCelsius: 85 };

function readingOf({
  memory = 10,
  celsius,
}: {
  memory?: number;
  celsius?: number | undefined;
}): MachineReading {
  return {
    ...{ at: "2026-11-21T10:00:00.000Z", cpu: { name: "CPU", cores: [], load: [] } },
    ...{ memory: { totalBytes: 100, freeBytes: 100 - memory }, swap: { totalBytes: 0, freeBytes: 0 } },
    gpus: [{ id: "a", name: "NVIDIA H200", vendor: "nvidia", ...(celsius !== undefined && { celsius }) }],
    ...{ disks: [], notes: [] },
  };
}

describe("a warning", () => {
  test("3b of memory comes at its limit, once, and again only after it has fallen well below", () => {
    const watch = makeLimitWatch();
    const begun = [60, 79, 81, 90, 79, 81, 76, 82, 75, 74, 81, 81].map(
      (memory) => watch(readingOf({ memory }), limits).begun.length,
    );
    expect(begun).toEqual([0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1]);
  });

  test("3b neither comes nor goes with one look alone", () => {
    const watch = makeLimitWatch();
    const held = [90, 40, 90, 40, 90, 90, undefined, 90, 40, 40, 90].map(
      (celsius) => watch(readingOf({ celsius }), limits).warnings.length,
    );
    expect(held).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 1, 0, 0]);
  });

  test("3e of heat names the GPU and how hot it is", () => {
    const watch = makeLimitWatch();
    watch(readingOf({ celsius: 90 }), limits);
    const { begun, warnings } = watch(readingOf({ celsius: 90 }), limits);
    expect(begun).toEqual([
      { id: "heat:a", kind: "heat", says: "NVIDIA H200 is at 90 °C.", since: "2026-11-21T10:00:00.000Z" },
    ]);
    expect(warnings).toEqual(begun);
  });

  test("goes with what it is about, and says what it is now while it lasts", () => {
    const watch = makeLimitWatch();
    watch(readingOf({ memory: 81 }), limits);
    watch(readingOf({ memory: 81 }), limits);
    expect(watch(readingOf({ memory: 93 }), limits).warnings[0]?.says).toBe("93 % of the memory is in use.");
    watch(readingOf({ memory: 40 }), limits);
    expect(watch(readingOf({ memory: 40 }), limits).warnings).toEqual([]);
  });

  test("follows a limit that is changed", () => {
    const watch = makeLimitWatch();
    const lower = { ...limits, gpuCelsius: 65 };
    watch(readingOf({ celsius: 70 }), lower);
    expect(watch(readingOf({ celsius: 70 }), lower).begun).toHaveLength(1);
    watch(readingOf({ celsius: 70 }), limits);
    expect(watch(readingOf({ celsius: 70 }), limits).warnings).toEqual([]);
  });
});
