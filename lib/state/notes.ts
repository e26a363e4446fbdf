import type { DatabaseSync } from "node:sqlite";
import type { z } from "zod";

export type Notes = ReturnType<typeof makeNotes>;

/** Small things the console remembers by name. What does not fit its schema any more counts as not remembered. */
export function makeNotes(db: DatabaseSync) {
  const read = db.prepare("SELECT value FROM notes WHERE name = ?");
  const write = db.prepare("INSERT OR REPLACE INTO notes (name, value) VALUES (?, ?)");
  const remove = db.prepare("DELETE FROM notes WHERE name = ?");

  return {
    get<T>(name: string, schema: z.ZodType<T>): T | undefined {
      const row = read.get(name);
      if (!row) return undefined;
      const parsed = schema.safeParse(JSON.parse(String(row.value)));
      return parsed.success ? parsed.data : undefined;
    },
    set(name: string, value: unknown): void {
      write.run(name, JSON.stringify(value));
    },
    remove(name: string): void {
      remove.run(name);
    },
  };
}
