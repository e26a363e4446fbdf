import type { SettingsAnswer } from "#cli-bridge/protocol/settings-answer.ts";
import { toByteWords, toRateWords } from "#lib/format.ts";
import type { Described } from "./described-settings.ts";
import type { SettingEdit, SettingRow } from "./setting-row.ts";

export const toSettingRows = (settings: SettingsAnswer, described: readonly Described[]): SettingRow[] =>
  described.map((each) => {
    const { of, label, says, variable, inFile } = each;
    const edit = editOf(each, settings);
    return {
      ...{ label, says, values: wordsOf(each, settings), from: settings[of].from },
      ...(variable !== undefined && { variable }),
      ...(inFile !== false && { key: of }),
      ...(edit && { edit }),
    };
  });

function wordsOf({ of, counts, none }: Described, settings: SettingsAnswer): string[] {
  const { value } = settings[of];
  if (value === undefined) return none === undefined ? [] : [none];
  if (typeof value === "object") return value;
  if (typeof value === "string") return [value];
  if (counts === "rate") return [value === 0 ? "no limit" : toRateWords(value)];
  if (counts === "bytes") return [toByteWords(value)];
  if (counts === "percent") return [`${value} %`];
  if (counts === "celsius") return [`${value} °C`];
  return [of === "keepBackups" && value === 0 ? "all" : String(value)];
}

/** What is masked is not handed back to be typed over. */
function editOf({ of, edit }: Described, settings: SettingsAnswer): SettingEdit | undefined {
  if (edit === undefined) return undefined;
  const { value, from } = settings[of];
  const isMasked = of === "hubToken" || of === "proxy";
  const typed = value === undefined || isMasked ? "" : String(value);
  return { ...edit, typed, isSaved: from === "settings.json" };
}
