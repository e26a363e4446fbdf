// @vitest-environment happy-dom
import { cleanup, render, screen } from "@testing-library/react";
import { SWRConfig } from "swr";
import { afterEach, expect, test } from "vitest";
import type { Contender } from "#cli-bridge/protocol/roles-answer.ts";
import { OwnFacts } from "#components/command/own-facts.tsx";
import { api } from "#lib/paths.ts";
import { makeDetails } from "../registry/make-details.ts";

afterEach(cleanup);

const show = (fallback: Record<string, unknown>, command: string, input: Record<string, unknown>) =>
  render(
    <SWRConfig value={{ fallback, revalidateOnMount: false, revalidateIfStale: false }}>
      <OwnFacts command={command} input={input} />
    </SWRConfig>,
  );

const contender = (name: string): Contender => ({
  ...{ name, displayName: name, backend: "vllm", priority: 1, isPrioritySaid: true },
  ...{ isAble: true, wins: false, installed: true, logicalOnly: false, why: "" },
});

test("before a removal that no plan shows, the model, its path, its bytes and the roles that break are told", () => {
  const model = makeDetails({
    ...{ path: "/models/tiny", sizeBytes: 4_600_000_000, onDiskBytes: 4_100_000_000 },
    roles: ["chat", "ocr", "code"],
  });
  const standing = (role: string, winner: string, names: readonly string[]) => ({
    ...{ role, winner, why: "", total: names.length, contenders: names.map(contender) },
  });
  const roles = [
    standing("chat", "tiny", ["tiny", "large"]),
    standing("ocr", "tiny", ["tiny"]),
    standing("code", "large", ["large", "tiny"]),
  ];
  const answers = { [api.entry("tiny")]: model, [api.registryRoles(["chat", "code", "ocr"])]: { roles } };
  show(answers, "remove", { name: "tiny", deleteFiles: true });
  expect(screen.getByText("/models/tiny")).toBeDefined();
  expect(screen.getByText("4.6 GB in the registry, 4.1 GB on disk")).toBeDefined();
  expect(screen.getByText("chat (then large); ocr (no other can)")).toBeDefined();
});

test("before a purge that no plan counts, what is deprecated is counted by our own reading", () => {
  const key = api.registry({ deprecated: "true", limit: 1 });
  const answer = { total: 1, all: { entries: 3, bytes: 0 } };
  show({ [key]: answer }, "purge-deprecated", {});
  expect(screen.getByText(/^Of 3 entries, 1 is marked as\s+deprecated/)).toBeDefined();
  cleanup();
  const { container } = show({ [key]: answer }, "purge-deprecated", { placeholdersOnly: true });
  expect(container.textContent).toBe("");
});
