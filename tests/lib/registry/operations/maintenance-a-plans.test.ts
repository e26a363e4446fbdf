import { test } from "vitest";
import { backfillOllamaPaths } from "#lib/registry/operations/backfill-ollama-paths.ts";
import { findModels } from "#lib/registry/operations/find-models.ts";
import { importOllama } from "#lib/registry/operations/import-ollama.ts";
import { pruneDuplicates } from "#lib/registry/operations/prune-duplicates.ts";
import { purgeDeprecated } from "#lib/registry/operations/purge-deprecated.ts";
import { purgeHf } from "#lib/registry/operations/purge-hf.ts";
import { purgeLogicalOnly } from "#lib/registry/operations/purge-logical-only.ts";
import { purgeTests } from "#lib/registry/operations/purge-tests.ts";
import { together } from "#lib/registry/operations/rebuild.ts";
import { rebuildFolders } from "#lib/registry/operations/rebuild-folders.ts";
import { rebuildOllama } from "#lib/registry/operations/rebuild-ollama.ts";
import { resetDiscovered } from "#lib/registry/operations/reset-discovered.ts";
import { holdToPlan, type OperationOf } from "#tests/support/hold-to-plan.ts";

const stored = (id: string) => ({
  ...{ id, bytes: 700, quantization: "q4_k_m", family: "llama", format: "gguf", parameterSize: "8b" },
  modifiedAt: "2026-01-02T03:04:05.000Z",
});
const found = {
  store: "/store",
  models: [stored("llama-3-8b:7b"), stored("tiny-chat:latest"), stored("hf.co/o/new:Q8_0")],
  issues: [{ id: "base-1b:7b", message: "broken" }],
};

const importing = {
  ...{ found, backend: "ollama", location: "linux_wsl", includeTesting: false },
  ...{ deprecatePlaceholders: true, purgeExisting: false },
};

const rebuilding: OperationOf = async (root) =>
  together([
    rebuildFolders({
      found: await findModels([root]),
      bases: [root],
      assigned: { backend: "vllm", location: "linux_wsl", format: undefined },
      includeTesting: true,
    }),
    rebuildOllama({ found, location: "linux_wsl", includeTesting: false }),
  ]);

const operations: [name: string, operationOf: OperationOf][] = [
  ["purge-deprecated", () => purgeDeprecated({ placeholdersOnly: false })],
  ["purge-logical-only", () => purgeLogicalOnly({ includeCurated: false })],
  ["purge-logical-only --include-curated", () => purgeLogicalOnly({ includeCurated: true })],
  ["purge-hf", (root) => purgeHf({ folders: [`${root}/acme`], backend: undefined })],
  ["purge-tests", () => purgeTests],
  ["reset-discovered --backend=all", () => resetDiscovered("all")],
  ["reset-discovered --backend=ollama", () => resetDiscovered("ollama")],
  ["prune-duplicates", (root) => pruneDuplicates({ backend: undefined, roots: [root], picked: {} })],
  ["backfill-ollama-paths", () => backfillOllamaPaths({ location: "linux_wsl", setFormat: true, found })],
  ["rebuild --provider=all", rebuilding],
  ["import-ollama", () => importOllama(importing)],
  ["import-ollama --purge-existing", () => importOllama({ ...importing, purgeExisting: true })],
];

test.each(operations)(
  "%s does just what its plan said, nothing the second time, and can be undone to the byte",
  holdToPlan,
);
