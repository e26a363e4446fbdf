import { test } from "vitest";
import type { Operation } from "#lib/registry/operations/maintain.ts";
import { normalizeFormats } from "#lib/registry/operations/normalize-formats.ts";
import { refreshArchitecture } from "#lib/registry/operations/refresh-architecture.ts";
import { applySlugs } from "#lib/registry/operations/slugs-applied.ts";
import { holdToPlan } from "#tests/support/hold-to-plan.ts";

const normalizing = { correctCurated: false, base: undefined, picked: {} };
const naming = { includeOllama: true, includeHf: true, allowSkip: true, testsOnly: false, picked: {} };

const operations: [name: string, (root: string) => Operation][] = [
  [
    "normalize-formats",
    (root) => normalizeFormats({ ...normalizing, rebuild: false, pruneMissing: false, roots: [root] }),
  ],
  [
    "normalize-formats --rebuild --prune-missing",
    (root) => normalizeFormats({ ...normalizing, rebuild: true, pruneMissing: true, roots: [root] }),
  ],
  [
    "normalize-formats --correct-curated",
    (root) =>
      normalizeFormats({
        ...normalizing,
        correctCurated: true,
        rebuild: true,
        pruneMissing: false,
        roots: [root],
      }),
  ],
  ["apply-simple-slugs", () => applySlugs({ ...naming, renameSlugs: false, disambiguate: "backend" })],
  [
    "apply-simple-slugs --rename-slugs",
    () => applySlugs({ ...naming, renameSlugs: true, disambiguate: "backend" }),
  ],
  [
    "apply-simple-slugs --rename-slugs --disambiguate=format",
    () => applySlugs({ ...naming, renameSlugs: true, disambiguate: "format" }),
  ],
  [
    "refresh-architecture",
    () =>
      refreshArchitecture({ limit: undefined, metrics: { file: "/nowhere", isNamed: false }, picked: {} }),
  ],
];

test.each(operations)(
  "%s does just what its plan said, nothing the second time, and can be undone to the byte",
  holdToPlan,
);
