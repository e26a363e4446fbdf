import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { type ChangeRecord, listRecordNames, type RecordName } from "./change-record.ts";
import { sha256Of } from "./commit-record.ts";
import { readJsonText } from "./json-text.ts";
import { writtenLayout, writtenPlace } from "./read-written.ts";
import { changesFolder } from "./registry-files.ts";

const places = z.array(writtenPlace);
const bytes = z.number().nonnegative();

const changeRecord: z.ZodType<ChangeRecord> = z.object({
  format: z.literal(1),
  id: z.string(),
  at: z.string(),
  command: z.string(),
  run: z.string().optional(),
  backup: z.string().optional(),
  undoes: z.array(z.string()),
  undoesInPart: z.boolean().default(false),
  hadOwnOrder: z.boolean().default(false),
  entries: z.array(z.object({ name: z.string(), before: places, after: places })),
  layouts: z.object({ curated: writtenLayout.optional(), discovered: writtenLayout.optional() }).default({}),
  renamed: z.array(z.object({ from: z.string(), to: z.string() })).default([]),
  files: z.array(z.object({ name: z.string(), sha256: z.string() })),
  beside: z.array(z.object({ name: z.string(), sha256: z.string().optional() })).default([]),
  gone: z.array(z.string()).default([]),
  absent: z.array(z.string()),
  broken: z.array(z.string()).default([]),
  trashed: z.array(
    z.object({
      id: z.string(),
      names: z.array(z.string()),
      paths: z.array(z.object({ from: z.string(), bytes })),
    }),
  ),
  restored: z.array(
    z.object({ path: z.string(), bytes, names: z.array(z.string()), from: z.string().optional() }),
  ),
  removedFolders: z.array(z.object({ path: z.string(), mode: z.number().int() })),
  madeFolders: z.array(z.string()),
});

/** Reads a record; one that is damaged says nothing, and is told as not being there. */
export async function readChangeRecord(
  dir: string,
  { name }: Pick<RecordName, "name">,
): Promise<ChangeRecord | undefined> {
  const json = await readFile(join(changesFolder(dir), name)).then(readJsonText, () => undefined);
  return json?.ok ? changeRecord.safeParse(json.value).data : undefined;
}

/** The changes that a word means: the last one, the one of this id, or all that a run made. The newest comes first. */
export async function findChanges(dir: string, word: string): Promise<ChangeRecord[]> {
  const names = await listRecordNames(dir);
  if (word === "last") return [await lastChange(dir, names)];
  const byId = names.find(({ id }) => id === word);
  if (byId) return [await readSound(dir, byId)];
  const found: ChangeRecord[] = [];
  for (const name of names.filter(({ run }) => run === word.replace(/^#/, ""))) {
    const record = await readSound(dir, name);
    // Two consoles number their runs alike; what counts is the newest run of that number.
    if (record.run === (found[0] ?? record).run) found.push(record);
  }
  if (found.length > 0) return found;
  throw new ConsoleError("not-found", `No change of ${word} is on record.`, {
    hint: "A run that changed nothing has none, and the oldest are forgotten. Look at the backups: modeldeck backups",
  });
}

/** The newest change that still holds: neither a taking back itself, nor taken back as far as it goes by one that holds. */
async function lastChange(dir: string, names: readonly RecordName[]): Promise<ChangeRecord> {
  const undone = new Set<string>();
  for (const name of names) {
    if (undone.has(name.id)) continue;
    // What cannot be told apart from a change that holds is not passed over for an older one.
    const record = await readSound(dir, name);
    if (record.undoes.length === 0) return record;
    if (!record.undoesInPart) for (const id of record.undoes) undone.add(id);
  }
  throw new ConsoleError("not-found", "There is no change left to undo.", {
    hint: "Look at the backups: modeldeck backups",
  });
}

/** Whether the files are as a record says that it left them. */
export async function isAsRecorded(dir: string, name: string): Promise<boolean> {
  const record = await readChangeRecord(dir, { name });
  if (record === undefined) return false;
  for (const { name: file, sha256 } of record.files) {
    const bytes = await readFile(join(dir, file)).catch(() => undefined);
    if (bytes === undefined || sha256Of(bytes) !== sha256) return false;
  }
  const left = await readdir(dir);
  return record.gone.every((file) => !left.includes(file));
}

async function readSound(dir: string, name: RecordName): Promise<ChangeRecord> {
  const record = await readChangeRecord(dir, name);
  if (record) return record;
  throw new ConsoleError("blocked", `The record of the change ${name.id} is damaged.`, {
    hint: `Nothing was done. Go back with: modeldeck restore-backup -- ${name.id}`,
  });
}
