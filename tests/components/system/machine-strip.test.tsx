// @vitest-environment happy-dom
import { act, cleanup, render, screen, within } from "@testing-library/react";
import { SWRConfig } from "swr";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { SystemAnswer } from "#cli-bridge/protocol/system-answer.ts";
import { noteStream } from "#components/shell/lost-since.ts";
import { chartsOf, summaryOf } from "#components/system/chart-lines.ts";
import { MachineStrip } from "#components/system/machine-strip.tsx";

const GB = 1e9;
const gpu: SystemAnswer["gpus"][number] = {
  ...{ id: "a", name: "NVIDIA H200", vendor: "nvidia", use: 0.93, celsius: 61.4, watts: 512, wattsMax: 700 },
  ...{ clockMhz: 1980, memoryClockMhz: 2619 },
  ...{ totalBytes: 141 * GB, usedBytes: 60 * GB, freeBytes: 81 * GB },
  parts: [
    { backend: "o", name: "Ollama", models: ["qwen3:32b"], bytes: 40 * GB },
    { backend: "v", name: "vLLM", models: [], bytes: 12 * GB, isEstimate: true },
  ],
};
const machine: SystemAnswer = {
  ...{
    at: "2026-11-21T10:00:00.000Z",
    cpu: { name: "EPYC", use: 0.25, cores: [0.5, 0], load: [1, 0.5, 0.25] },
  },
  ...{ memory: { totalBytes: 64 * GB, freeBytes: 10 * GB }, swap: { totalBytes: 0, freeBytes: 0 } },
  disks: [{ paths: ["/srv/models"], totalBytes: 1000 * GB, freeBytes: 400 * GB }],
  ...{ gpus: [gpu], notes: [], warnings: [], limits: { memoryPercent: 80, gpuCelsius: 85 } },
};

function show(initial?: SystemAnswer) {
  render(
    <SWRConfig value={{ provider: () => new Map(), shouldRetryOnError: false }}>
      <MachineStrip initial={initial} />
    </SWRConfig>,
  );
}

afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("M4.3 the machine", () => {
  it("shows each GPU by who holds its memory, in words too", () => {
    show(machine);
    const bar = screen.getByRole("img", { name: /Memory of NVIDIA H200/ });
    expect(bar.getAttribute("aria-label")).toBe(
      "Memory of NVIDIA H200: qwen3:32b 40 GB, vLLM about 12 GB, other 8 GB, of 141 GB",
    );
    const users = within(screen.getByRole("list", { name: "Who uses NVIDIA H200" })).getAllByRole("listitem");
    expect(users.map(({ textContent }) => textContent)).toEqual([
      "qwen3:32b 40 GB",
      "vLLM about 12 GB",
      "other 8 GB",
    ]);
    for (const figure of ["93 % busy", "61 °C", "512 of 700 W", "25 % busy", "1,980 MHz", "memory 2,619 MHz"])
      screen.getByText(figure);
  });

  it("says in a word that memory is short, and what is free on a disk", () => {
    show(machine);
    screen.getByText("Nearly full ·");
    screen.getByText("400 GB free");
  });

  it("tells warnings with what to do", () => {
    const warning = {
      id: "heat:a",
      kind: "heat" as const,
      says: "NVIDIA H200 is at 90 °C.",
      since: machine.at,
    };
    show({ ...machine, warnings: [warning] });
    expect(screen.getByRole("status").textContent).toMatch(/90 °C.*fans/s);
  });

  it("says that there is no GPU, or why none is counted", () => {
    show({ ...machine, gpus: [] });
    screen.getByText("none");
    cleanup();
    show({ ...machine, gpus: [], notes: ["nvidia-smi failed, so GPUs are not counted."] });
    screen.getByText("nvidia-smi failed, so GPUs are not counted.");
    screen.getByText("unknown");
  });

  it("leaves its figures to the stream, and asks where that falls silent", async () => {
    vi.useFakeTimers();
    const fetch = vi.fn(() => Promise.reject(new TypeError("fetch failed")));
    vi.stubGlobal("fetch", fetch);
    show(machine);
    await act(() => vi.advanceTimersByTimeAsync(9_000));
    expect(fetch).toHaveBeenCalledTimes(1);
    await act(() => vi.advanceTimersByTimeAsync(2_000));
    expect(fetch).toHaveBeenCalledTimes(2);
  });

  it("says from when its figures are while the console does not answer", () => {
    vi.useFakeTimers({ now: new Date(2026, 4, 6, 14, 2, 10) });
    vi.stubGlobal("fetch", () => new Promise(() => undefined));
    noteStream(true);
    show(machine);
    noteStream(false);
    act(() => vi.advanceTimersByTime(5_000));
    screen.getByText(`As of ${new Date(2026, 4, 6, 14, 2, 10).toLocaleTimeString()}`);
    act(() => noteStream(true));
    expect(screen.queryByText(/^As of/)).toBeNull();
  });

  it("says why there is nothing to show", async () => {
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("fetch failed")));
    show();
    expect((await screen.findByRole("alert")).textContent).toContain("The console does not answer.");
  });
});

describe("M4.3 a chart", () => {
  it("is there for what was measured, with a line for each GPU", () => {
    const series = {
      cpu: [0.1, null],
      "gpu a celsius": [60, 61],
      "gpu b celsius": [40, 41],
      out: [null, null],
    };
    const charts = chartsOf(
      { step: 2, at: [1, 3], series },
      { ...machine, gpus: [gpu, { ...gpu, id: "b" }] },
    );
    expect(charts.map(({ title, lines }) => [title, lines.map(({ label }) => label)])).toEqual([
      ["Processor", ["Busy"]],
      ["GPU temperature", ["1 NVIDIA H200", "2 NVIDIA H200"]],
    ]);
  });

  it("is summed up for who does not see it", () => {
    expect(summaryOf({ label: "Busy", values: [0.5, null, 0.25, null] })).toEqual({
      now: 0.25,
      least: 0.25,
      most: 0.5,
    });
    expect(summaryOf({ label: "Busy", values: [null] })).toBeUndefined();
  });
});
