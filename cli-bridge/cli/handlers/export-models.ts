import { toCountWords } from "#lib/format.ts";
import { exportModels as listOf } from "#lib/registry/operations/export-models.ts";
import { unknownName } from "../names-meant.ts";
import { toAsciiJson } from "../print.ts";
import { exitCodeOf, readRegistry } from "../read-registry.ts";
import type { Handler } from "./index.ts";

export const exportModels: Handler<"export-models"> = async (input, session) => {
  const { print } = session;
  const registry = await readRegistry(session);
  const { entries } = registry;
  const named = input.models && new Set(input.models);
  for (const name of named ?? []) {
    if (!entries.some((entry) => entry.name === name)) throw unknownName(name, entries);
  }
  const wanted = entries.filter(
    ({ name, backend, testing }) =>
      (named?.has(name) ?? (input.includeTesting || !testing)) &&
      (input.backend === undefined || backend === input.backend),
  );
  const list = await listOf(wanted);
  print.json(list);
  for (const line of toAsciiJson(list).split("\n")) print.line(line);
  const summary = `Listed ${toCountWords(wanted.length, "model")}.`;
  session.tellResult({ summary, report: { prints: "models.json" } });
  return exitCodeOf(registry);
};
