import { randomBytes } from "node:crypto";
import { readdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import type { Plan } from "#cli-bridge/protocol/plan.ts";
import { freeStamp } from "#lib/registry/backup-name.ts";
import { sha256Of } from "#lib/registry/commit-record.ts";
import { diskFileSystem } from "#lib/registry/file-system.ts";
import { guardPlan, withPlanId } from "#lib/registry/plan-of.ts";
import { withRegistryLock } from "#lib/registry/registry-lock.ts";
import { toSaveError } from "#lib/registry/save-error.ts";
import { writeNewFile } from "#lib/registry/write-file.ts";
import { setKey, unsetKey } from "./edit-toml.ts";
import { changedMask, isMasked, mask, maskToml, maskValue } from "./mask-secrets.ts";
import { guardSecrets, type ProfileEdit, realEdits, tableAfter, valueAt } from "./profile-edits.ts";
import { type ProfilesFile, readProfilesFile, tableIn, tablePath } from "./profiles-file.ts";
import { parseToml, toKeyText } from "./toml-value.ts";
import { unifiedDiff } from "./unified-diff.ts";

/** Values to write, or a backup to go back to; `since` is a mark that the file must still bear. */
export type ProfilesChange =
  | { edits: readonly ProfileEdit[] }
  | { restore: string; since?: string | undefined };

type Made = { plan: Plan; file: ProfilesFile; after: string };

export async function planProfiles(path: string, change: ProfilesChange): Promise<Plan> {
  return (await make(path, change)).plan;
}

export type ProfilesChanged = { plan: Plan; backup: string | undefined; signature: string };

/** Makes the plan anew while nobody else writes, refuses another than was shown, keeps a copy, and saves whole. */
export async function changeProfiles(
  path: string,
  change: ProfilesChange,
  { expectedId, now = new Date() }: { expectedId: string | undefined; now?: Date },
): Promise<ProfilesChanged> {
  const { path: real } = await readOrRefuse(path);
  return withRegistryLock(dirname(real), { command: "set-profile" }, async () => {
    const { plan, file, after } = await make(path, change);
    guardPlan(plan, expectedId);
    if (after === file.text) return { plan, backup: undefined, signature: sha256Of(after) };
    const folder = dirname(file.path);
    const name = basename(file.path);
    const stamps = (await readdir(folder)).flatMap((each) => stampIn(name, each) ?? []);
    const backup = freeStamp(now, new Set(stamps));
    const temporary = join(folder, `.${name}.${randomBytes(6).toString("hex")}.modeldeck-tmp`);
    const { mode } = file;
    try {
      await writeNewFile(diskFileSystem, join(folder, `${name}.${backup}.bak`), {
        bytes: Buffer.from(file.text),
        mode,
      });
      await writeNewFile(diskFileSystem, temporary, { bytes: Buffer.from(after), mode });
      await diskFileSystem.rename(temporary, file.path);
      await diskFileSystem.syncFolder(folder);
    } catch (error) {
      await diskFileSystem.remove(temporary).catch(() => undefined);
      throw toSaveError(error, folder);
    }
    return { plan, backup, signature: sha256Of(after) };
  });
}

const stampIn = (name: string, other: string): string | undefined =>
  other.startsWith(`${name}.`) && other.endsWith(".bak") ? other.slice(name.length + 1, -4) : undefined;

async function readOrRefuse(path: string): Promise<ProfilesFile> {
  const file = await readProfilesFile(path);
  if (file) return file;
  throw new ConsoleError("not-found", `There is no file ${path}.`, {
    hint: "Name one with --file, or set MODELDECK_PROFILES_FILE.",
  });
}

async function make(path: string, change: ProfilesChange): Promise<Made> {
  const file = await readOrRefuse(path);
  if ("restore" in change) return planned(file, await textOfBackup(file, change), [], "back to a backup");
  guardSecrets(file.table, change.edits);
  const edits = realEdits(file.table, change.edits);
  let after = file.text;
  for (const { path: key, value } of edits) {
    const whole = [...tablePath, ...key];
    after = value === undefined ? unsetKey(after, whole) : setKey(after, whole, value);
  }
  guardOnlyMeant(file, after, edits);
  return planned(file, after, edits, "");
}

/** The text was changed by place; whatever differs otherwise than was meant must never reach the file. */
function guardOnlyMeant(file: ProfilesFile, after: string, edits: readonly ProfileEdit[]): void {
  const isTableMeant = isDeepStrictEqual(tableIn(after, file.path), tableAfter(file.table, edits));
  const others = (text: string) => {
    const whole = parseToml(text, file.path);
    return { ...whole, tool: { ...(whole.tool as object), [tablePath[1]]: undefined } };
  };
  if (isTableMeant && isDeepStrictEqual(others(after), others(file.text))) return;
  throw new ConsoleError("failed", "This change cannot be made without touching other things.", {
    hint: `Change ${file.path} by hand.`,
  });
}

async function textOfBackup(
  file: ProfilesFile,
  { restore, since }: { restore: string; since?: string | undefined },
): Promise<string> {
  if (since !== undefined && sha256Of(file.text) !== since)
    throw new ConsoleError("conflict", `${file.path} has been changed since.`, {
      hint: "Nothing was done. Leave --since out to restore the backup all the same.",
    });
  const isStamp = /^\d{8}-\d{6}(-\d+)?$/.test(restore);
  const backup = isStamp ? await readProfilesFile(`${file.path}.${restore}.bak`) : undefined;
  if (backup) return backup.text;
  throw new ConsoleError("not-found", `There is no backup ${restore.slice(0, 80)} of ${file.path}.`, {
    hint: "Backups lie beside the file and end in .bak.",
  });
}

function planned(file: ProfilesFile, after: string, edits: readonly ProfileEdit[], why: string): Made {
  const isSame = after === file.text;
  const table = tableIn(after, file.path);
  const changes = edits.map(({ path }) => {
    const show = (from: typeof table) => maskValue(valueAt(from, path) ?? "", path);
    const [before, now] = [show(file.table), show(table)];
    const isHiddenBoth = isMasked(now) && JSON.stringify(before) === JSON.stringify(now);
    return {
      field: toKeyText(path),
      before: valueAt(file.table, path) === undefined ? null : before,
      after: valueAt(table, path) === undefined ? null : isHiddenBoth && now === mask ? changedMask : now,
    };
  });
  const difference = isSame ? "" : unifiedDiff(maskToml(file.text), maskToml(after, file.text));
  const count = changes.length === 1 ? "1 setting" : `${changes.length} settings`;
  const summary =
    why === "" ? `${count} to change in ${basename(file.path)}.` : `${basename(file.path)} goes ${why}.`;
  const plan = withPlanId({
    command: "set-profile",
    state: sha256Of(file.text),
    summary: isSame ? "Nothing to do." : summary,
    added: [],
    changed:
      changes.length > 0 ? [{ name: tablePath.join("."), layer: "curated", why: "settings", changes }] : [],
    removed: [],
    files: isSame ? [] : [{ path: file.path, deed: "write", bytes: Buffer.byteLength(after), difference }],
    bytesFreed: 0,
    bytesKept: 0,
    warnings: [],
    blocked: [],
    backup: !isSame,
  });
  return { plan, file, after };
}
