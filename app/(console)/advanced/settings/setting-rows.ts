import type { SettingEdit, SettingRow } from "#components/settings/setting-row.ts";
import { toByteWords, toRateWords } from "#lib/format.ts";
import type { Described, Settings } from "./described-settings.ts";

export const toSettingRows = (settings: Settings, described: readonly Described[]): SettingRow[] =>
  described.map((each) => {
    const { of, label, says, variable, inFile } = each;
    const { from } = settings[of];
    const values = wordsOf(each, settings);
    const edit = editOf(each, settings);
    return {
      ...{ label, says, values, from },
      ...(variable !== undefined && { variable }),
      ...(inFile !== false && { key: of }),
      ...(edit && { edit }),
    };
  });

function wordsOf({ of, counts, none }: Described, settings: Settings): string[] {
  const { value } = settings[of];
  if (value === undefined) return none === undefined ? [] : [none];
  if (Array.isArray(value)) return value;
  if (typeof value !== "number") return [String(value)];
  if (counts === "rate") return [value === 0 ? "no limit" : toRateWords(value)];
  if (counts === "bytes") return [toByteWords(value)];
  return [of === "keepBackups" && value === 0 ? "all" : String(value)];
}

/** A secret is not handed back to be typed over; a value of the environment stays what it is. */
function editOf({ of, edit }: Described, settings: Settings): SettingEdit | undefined {
  if (edit === undefined) return undefined;
  const { value, from } = settings[of];
  const isPlain = typeof value === "string" || typeof value === "number";
  return { ...edit, typed: isPlain ? String(value) : "", isSaved: from === "settings.json" };
}
