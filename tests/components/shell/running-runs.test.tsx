// @vitest-environment happy-dom
import { cleanup, render, screen } from "@testing-library/react";
import { SWRConfig } from "swr";
import { afterEach, expect, test, vi } from "vitest";
import { frameKeys } from "#components/shell/frame-keys.ts";
import { RunningRuns } from "#components/shell/running-runs.tsx";
import { makeRun } from "./make-run.ts";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

test("downloads are told apart, those that run before those that wait in the order of the queue", () => {
  vi.stubGlobal("fetch", () => new Promise(() => {}));
  const of = (id: string, quant: string, place?: number) =>
    makeRun({
      ...{ id, input: { model: "acme/Ember-1.1B-Instruct-GGUF", weights: [quant] } },
      ...(place !== undefined && { state: "queued", place }),
    });
  const runs = [of("9", "Q8_0", 1), of("8", "Q6_K", 2), of("7", "Q5_K_M"), of("6", "Q4_K_M")];
  render(
    <SWRConfig value={{ provider: () => new Map(), fallback: { [frameKeys.runs]: { runs } } }}>
      <RunningRuns />
    </SWRConfig>,
  );
  const links = screen.getAllByRole("link");
  expect(
    links.map(({ textContent }) => / · ([A-Z0-9_]+?)(?:running|waiting)/.exec(textContent)?.[1]),
  ).toEqual(["Q4_K_M", "Q5_K_M", "Q8_0", "Q6_K"]);
  expect(links[0]?.textContent).toMatch(/^Ember-1\.1B-Instruct-GGUF · Q4_K_M/);
  expect(links[0]?.title).toBe("modeldeck download org/model");
});
