// @vitest-environment happy-dom
import { cleanup, render, screen } from "@testing-library/react";
import { SWRConfig } from "swr";
import { afterEach, expect, test } from "vitest";
import type { EntryRow } from "#cli-bridge/protocol/registry-answer.ts";
import { matchingEntries } from "#components/command/matching-entries.ts";
import { ModelFacts } from "#components/command/model-facts.tsx";
import { InstalledState } from "#components/registry/entry-states.tsx";
import { makeDetails } from "#tests/components/registry/make-details.ts";

afterEach(cleanup);

function show(entry: Partial<EntryRow>) {
  const entries = [makeDetails(entry)];
  const fallback = { [matchingEntries("tiny")]: { entries } };
  render(
    <SWRConfig value={{ fallback, revalidateOnMount: false, revalidateIfStale: false }}>
      <ModelFacts name="tiny" />
    </SWRConfig>,
  );
}

test.each([
  [{ installed: true }, "Files are there"],
  [{ installed: false }, "No files there"],
  [{ installed: true, keptByOllama: true }, "Kept by Ollama, not looked at"],
] as const)("a model of which it is known that it is %o has its files judged by that", (entry, says) => {
  show(entry);
  expect(screen.getByText(says)).toBeDefined();
  expect(screen.queryByText("Files are there") === null).toBe(says !== "Files are there");
});

test("a list says briefly that Ollama keeps a model", () => {
  render(<InstalledState installed={true} keptByOllama={true} logicalOnly={false} isBrief={true} />);
  expect(screen.getByTitle("Kept by Ollama, not looked at").textContent).toBe("By Ollama");
});
