import type { CommandInput } from "#components/command/command-view.ts";
import type { SettingEdit } from "./setting-row.ts";

/** A secret travels beside the words, and so does an address with a password in it. */
export function inputOfSetting(
  { setting, draws, typed: before }: SettingEdit,
  typed: string,
): CommandInput | undefined {
  const value = typed.trim();
  if (value === "" || value === before) return undefined;
  const isSecret = draws === "secret" || /:\/\/[^/]*:[^/]*@/.test(value);
  return isSecret ? { setting, secretValue: value } : { setting, value };
}
