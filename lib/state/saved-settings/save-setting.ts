import { readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import type { Plan } from "#cli-bridge/protocol/plan.ts";
import { sha256Of } from "#lib/registry/commit-record.ts";
import { guardPlan, withPlanId } from "#lib/registry/plan-of.ts";
import { withRegistryLock } from "#lib/registry/registry-lock.ts";
import { replaceFile } from "#lib/registry/replace-file.ts";
import { toSaveError } from "#lib/registry/save-error.ts";
import { ensureFolder } from "#lib/state/ensure-folder.ts";
import { type SettableName, settableOf } from "./settable.ts";

export type SettingChange = {
  /** settings.json */
  file: string;
  name: SettableName;
  /** Nothing: the usual value holds again. */
  value: string | number | undefined;
  warnings: readonly string[];
};

type Made = { plan: Plan; text: string; before: unknown };

export const planSetting = async (change: SettingChange): Promise<Plan> => (await make(change)).plan;

type SavedSetting = { plan: Plan; before: unknown };

/** Makes the plan anew while nobody else writes, refuses another than was shown, and saves the file whole. */
export async function saveSetting(
  change: SettingChange,
  expectedId: string | undefined,
): Promise<SavedSetting> {
  const folder = dirname(change.file);
  await ensureFolder(folder, 0o700);
  return withRegistryLock(folder, { command: "set-config" }, async () => {
    const { plan, text, before } = await make(change);
    guardPlan(plan, expectedId);
    if (plan.changed.length > 0) await replaceFile(change.file, text);
    return { plan, before };
  });
}

async function make({ file, name, value, warnings }: SettingChange): Promise<Made> {
  const { key, toShown = String } = settableOf(name);
  const { text, said } = await readSaved(file);
  const before = said[key];
  const after = { ...said, [key]: value };
  const whole = `${JSON.stringify(after, undefined, 2)}\n`;
  const isSame = before === value;
  const shown = (each: unknown) =>
    each === undefined ? null : typeof each === "string" ? toShown(each) : each;
  const changes = [{ field: key, before: shown(before), after: shown(value) }];
  const plan = withPlanId({
    command: "set-config",
    state: sha256Of(`${text}\n${whole}`),
    summary: isSame ? "Nothing to do." : `${name} to change in settings.json.`,
    added: [],
    changed: isSame ? [] : [{ name: "settings.json", layer: "curated", why: "settings", changes }],
    removed: [],
    files: isSame ? [] : [{ path: file, deed: "write", bytes: Buffer.byteLength(whole) }],
    bytesFreed: 0,
    bytesKept: 0,
    warnings: isSame ? [] : [...warnings],
    blocked: [],
    backup: false,
  });
  return { plan, text: whole, before };
}

/** What stands in the file. One that cannot be understood is never written over. */
async function readSaved(file: string): Promise<{ text: string; said: Record<string, unknown> }> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return { text: "", said: {} };
    throw toSaveError(error, dirname(file));
  }
  try {
    const said: unknown = JSON.parse(text.replace(/^\uFEFF/, ""));
    if (typeof said === "object" && said !== null && !Array.isArray(said)) return { text, said: { ...said } };
  } catch {
    // What it is, if not JSON, is said below, without quoting it.
  }
  throw new ConsoleError("conflict", `${file} is not the JSON object that it should be.`, {
    hint: "Nothing was done. Correct the file by hand, or move it away, and try again.",
  });
}
