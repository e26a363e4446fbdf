// @vitest-environment happy-dom
import { cleanup, render, screen } from "@testing-library/react";
import { SWRConfig } from "swr";
import { afterEach, expect, test, vi } from "vitest";
import { toEntryIndex } from "#components/registry/entry-index.ts";
import { RegistryFigures } from "#components/registry/registry-figures.tsx";
import { readEntries } from "#lib/registry/read-entries.ts";
import { toColumns } from "#lib/server/registry-columns.ts";
import { sampleEntry } from "#tests/support/make-registry.ts";

vi.stubGlobal("fetch", async () => Response.json({ bytes: 1, sharedBytes: 0, isCut: false }));
afterEach(cleanup);

test("only what was looked for counts as found on the disk", async () => {
  const { entries } = readEntries({ curated: [], discovered: [0, 1, 2, 3, 4].map((at) => sampleEntry(at)) });
  const [one = "", other = "", third = ""] = entries.map(({ name }) => name);
  const seen = { names: new Set([one, other, third]), kept: new Set([third]) };
  const index = await toEntryIndex(toColumns(entries, "s", seen));
  render(
    <SWRConfig value={{ revalidateOnMount: false, revalidateIfStale: false }}>
      <RegistryFigures index={index} />
    </SWRConfig>,
  );
  const figure = screen.getByText("Found on disk").parentElement?.textContent;
  expect(figure).toBe("Found on disk21 more kept by Ollama");
});

test("models that say nothing of a thing are counted as that, and not left out", async () => {
  const [said, silent] = [sampleEntry(0), { ...sampleEntry(1), quantization: null }];
  const { entries } = readEntries({ curated: [], discovered: [said, silent] });
  const index = await toEntryIndex(toColumns(entries, "s", { names: new Set(), kept: new Set() }));
  render(
    <SWRConfig value={{ revalidateOnMount: false, revalidateIfStale: false }}>
      <RegistryFigures index={index} />
    </SWRConfig>,
  );
  const linesOf = (title: string) =>
    [...(screen.getByText(title).parentElement?.querySelectorAll("li") ?? [])].map(
      (line) => line.textContent,
    );
  expect(linesOf("By quantisation")).toEqual([
    expect.stringMatching(/^[A-Z]/),
    expect.stringMatching(/^Not known1 · /),
  ]);
  expect(linesOf("By backend").join()).not.toContain("Not known");
});
