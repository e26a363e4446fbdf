import { toCountWords } from "#lib/format.ts";
import {
  type ImportOllamaTally,
  importOllama as operationOf,
} from "#lib/registry/operations/import-ollama.ts";
import { isRecord } from "#lib/registry/raw-entry.ts";
import { maintain } from "../maintain.ts";
import { readOllama } from "../ollama-reading.ts";
import type { Handler } from "./index.ts";

export const importOllama: Handler<"import-ollama"> = async (input, session) => {
  const { from, host, store, deprecatePlaceholders = false, purgeExisting = false, ...rest } = input;
  const { found, server } = await readOllama({ from, host, store }, session);
  let tally: ImportOllamaTally = { models: 0, known: 0, skipped: [], incomplete: [] };
  const operation = operationOf(
    {
      found,
      backend: input.backend ?? "ollama",
      location: input.location ?? "linux_wsl",
      includeTesting: input.includeTesting ?? false,
      ...(server && { server: { host: hostFrom(server), port: portOf(server) } }),
      ...{ deprecatePlaceholders, purgeExisting },
    },
    (counted) => {
      tally = counted;
    },
  );
  return maintain(
    {
      name: "import-ollama",
      input: rest,
      operation,
      nothing: () => {
        const left = leftOutOf(tally, found.issues.length);
        if (found.models.length + left.length === 0) return same(`📭 No models in ${found.store}`);
        if (left.length === 0) return same("🛈 Every model is known already");
        const known = tally.known > 0 ? [`${toCountWords(tally.known, "model")} known already`] : [];
        return same(`🛈 ${[...known, ...left].join(", ")}`);
      },
      would: ({ added, changed }) => [
        ...added.map(({ name, after }) => `DRY RUN: would import ${name} -> ${detailsOf(after)}`),
        `Imported ${added.length + changed.length} Ollama model(s) (dry run).`,
      ],
      words: ({ added, changed, removed }) => {
        const parts = [`Imported ${toCountWords(added.length, "Ollama model")}`];
        if (changed.length > 0) parts.push(`${changed.length} refreshed`);
        if (removed.length > 0) parts.push(`${removed.length} of earlier imports removed`);
        const left = leftOutOf(tally, found.issues.length);
        const says = `✅ Imported ${added.length + changed.length} Ollama model(s).`;
        return {
          summary: `${[...parts, ...left].join(", ")}.`,
          says: [says, ...left.map((each) => `⚠️ ${each}`)].join("  |  "),
        };
      },
      more: () => ({ ollama: { asked: found.store, ...tally } }),
    },
    session,
  );
};

const same = (words: string) => ({ summary: words, says: words });

function leftOutOf({ skipped, incomplete }: ImportOllamaTally, unread: number): string[] {
  const tests =
    skipped.length === 1 ? "1 left out as a test or demo" : `${skipped.length} left out as tests or demos`;
  return [
    ...(skipped.length > 0 ? [tests] : []),
    ...(incomplete.length > 0 ? [`${incomplete.length} left out as incomplete`] : []),
    ...(unread > 0 ? [`${unread} that cannot be read`] : []),
  ];
}

/** This machine goes without saying. */
const hostFrom = ({ hostname }: URL): string | undefined =>
  /^(?:127\.|localhost$|\[::1\]$)/.test(hostname) ? undefined : hostname;

const portOf = ({ port, protocol }: URL): number => Number(port || (protocol === "https:" ? 443 : 80));

function detailsOf(entry: unknown): string {
  const { family, quantization, download_size_bytes: bytes } = isRecord(entry) ? entry : {};
  return `variant_family=${family} quant=${quantization ?? "-"} size=${bytes ?? "-"}`;
}
