import { toCountWords } from "#lib/format.ts";
import { resetDiscovered as operationOf } from "#lib/registry/operations/reset-discovered.ts";
import { maintain } from "../maintain.ts";
import { namesShown } from "../names-shown.ts";
import type { Handler } from "./index.ts";

export const resetDiscovered: Handler<"reset-discovered"> = (input, session) => {
  const { backend } = input;
  return maintain(
    {
      name: "reset-discovered",
      input,
      operation: operationOf(backend),
      nothing: "🛈 No discovered entries matched",
      would: ({ removed, changed }) => {
        const all = [...removed, ...changed];
        const what = `Would remove ${all.length} discovered entries (backend=${backend})`;
        return [`${what}: ${namesShown(all, 10)}${stayingWords(changed.length)}`];
      },
      words: ({ removed, changed }) => ({
        summary: `Forgot what tools had found of ${toCountWords(removed.length + changed.length, "entry", "entries")}${stayingWords(changed.length)}.`,
        says: `✅ Removed ${removed.length + changed.length} discovered entries (backend=${backend})${stayingWords(changed.length)}`,
      }),
    },
    session,
  );
};

const stayingWords = (count: number) =>
  count === 0 ? "" : `; ${count} of them ${count === 1 ? "stays" : "stay"}, kept by hand`;
