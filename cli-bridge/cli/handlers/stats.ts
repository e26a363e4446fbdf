import { toByteWords, toCountWords } from "#lib/format.ts";
import { registryStatistics, type StatisticsRow } from "#lib/registry/registry-statistics.ts";
import { styled } from "../print.ts";
import { exitCodeOf, readRegistry } from "../read-registry.ts";
import { printTable } from "../table.ts";
import type { Handler } from "./index.ts";

export const stats: Handler<"stats"> = async (_, session) => {
  const { print } = session;
  const registry = await readRegistry(session);
  const statistics = registryStatistics(registry.entries);
  print.line(
    styled("bold", `${toCountWords(statistics.total, "variant")}, ${toByteWords(statistics.sizeBytes)}`),
  );
  const groups: [string, StatisticsRow[]][] = [
    ["Format", statistics.byFormat],
    ["Location", statistics.byLocation],
    ["Backend", statistics.byBackend],
    ["Quantisation", statistics.byQuantization],
  ];
  for (const [title, rows] of groups) {
    if (rows.length === 0) continue;
    print.line();
    printTable(
      print,
      [{ title }, { title: "Variants", align: "right" }, { title: "Size", align: "right" }],
      rows.map(({ value, count, sizeBytes }) => [value ?? "-", String(count), toByteWords(sizeBytes)]),
    );
  }
  print.json(statistics);
  return exitCodeOf(registry);
};
