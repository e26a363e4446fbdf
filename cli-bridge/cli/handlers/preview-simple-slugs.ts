import { toCountWords } from "#lib/format.ts";
import { previewSlugs } from "#lib/registry/operations/slugs-previewed.ts";
import { exitCodeOf, readRegistry } from "../read-registry.ts";
import { printTable } from "../table.ts";
import type { Handler } from "./index.ts";

export const previewSimpleSlugs: Handler<"preview-simple-slugs"> = async (input, session) => {
  const { print } = session;
  const registry = await readRegistry(session);
  const { includeOllama = true, includeHf = true } = input;
  const preview = previewSlugs(registry.entries, { includeOllama, includeHf });
  const { rows, collisions } = preview;
  print.json(preview);
  if (print.speaksJson) return exitCodeOf(registry);
  printTable(
    print,
    [{ title: "Old Name" }, { title: "Proposed Base" }, { title: "Display Preview" }],
    rows.map((row) => [row.old_name, row.proposed_slug_base, row.proposed_display]),
  );
  if (collisions.length > 0) {
    print.line(`⚠️  Potential collisions: ${collisions.length} bases have multiples`);
  }
  print.line(`📊 Previewed ${toCountWords(rows.length, "entry", "entries")}`);
  return exitCodeOf(registry);
};
