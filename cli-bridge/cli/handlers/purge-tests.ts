import { toCountWords } from "#lib/format.ts";
import { purgeTests as operation, testEntries } from "#lib/registry/operations/purge-tests.ts";
import { maintain } from "../maintain.ts";
import { readRegistry } from "../read-registry.ts";
import type { Handler } from "./index.ts";

const nothing = "🛈 No test/demo entries found";
const detected = (names: readonly string[]) => [
  "Test/demo entries detected:",
  ...names.map((name) => `  • ${name}`),
];

export const purgeTests: Handler<"purge-tests"> = async (input, session) => {
  if (input.listOnly) {
    const names = testEntries((await readRegistry(session)).entries).map(({ name }) => name);
    for (const line of names.length === 0 ? [nothing] : detected(names)) session.print.line(line);
    session.print.json({ entries: names });
    return 0;
  }
  return maintain(
    {
      name: "purge-tests",
      input,
      operation,
      nothing,
      would: ({ removed }) => [
        ...detected(removed.map(({ name }) => name)),
        "🛈 Dry run: not modifying registry",
      ],
      words: ({ removed }) => ({
        summary: `Purged ${toCountWords(removed.length, "test or demo entry", "test or demo entries")}.`,
        says: `✅ Purged ${removed.length} test/demo entries`,
      }),
    },
    session,
  );
};
