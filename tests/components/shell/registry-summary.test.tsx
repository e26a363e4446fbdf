// @vitest-environment happy-dom
import { cleanup, render, screen } from "@testing-library/react";
import { SWRConfig } from "swr";
import { afterEach, expect, test } from "vitest";
import type { RegistryAnswer } from "#cli-bridge/protocol/registry-answer.ts";
import { frameKeys } from "#components/shell/frame-keys.ts";
import { RegistrySummary } from "#components/shell/registry-summary.tsx";

afterEach(cleanup);

const answer: RegistryAnswer = {
  total: 412,
  entries: [],
  all: { entries: 412, bytes: 1.8e12 },
  facets: {},
  problems: [],
  signature: "s",
};

function show(registry: RegistryAnswer) {
  render(
    <SWRConfig value={{ fallback: { [frameKeys.registry]: registry }, revalidateOnMount: false }}>
      <RegistrySummary />
    </SWRConfig>,
  );
}

test("the sidebar says what the registry holds in all", () => {
  show(answer);
  expect(screen.getByText("412 models · 1.8 TB")).toBeDefined();
  expect(screen.queryByRole("link")).toBeNull();
});

test("problems and a registry that may not be written are said beside it, and why on the page of the models", () => {
  const problem = { file: "curated.json", message: "It is not JSON.", hint: "Restore a backup." };
  show({ ...answer, problems: [problem], readOnly: "another program holds the lock" });
  expect(screen.getByRole("link", { name: "1 problem in the registry" })).toBeDefined();
  expect(screen.getByText("Read only")).toBeDefined();
  expect(screen.queryByText(/holds the lock/)).toBeNull();
});
