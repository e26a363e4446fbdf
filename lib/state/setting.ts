export type SettingSource = "option" | "environment" | "settings.json" | "default";

/** A value in force, and where it comes from. */
export type Setting<Value> = { value: Value; from: SettingSource };

type Offer<Value> = readonly [value: Value | undefined, from: SettingSource];

/** The first value that is said. An empty variable says nothing. */
export function first<Value>(
  ...offers: [...Offer<Value>[], readonly [Value, SettingSource]]
): Setting<Value> {
  for (const [value, from] of offers) if (value !== undefined && value !== "") return { value, from };
  throw new Error("A setting has no usual value.");
}

/** As `first`, where nothing at all may be said. */
export function firstOrNone<Value>(...offers: Offer<Value>[]): Setting<Value | undefined> {
  for (const [value, from] of offers) if (value !== undefined && value !== "") return { value, from };
  return { value: undefined, from: "default" };
}

export const toCount = (word: string | undefined): number | undefined =>
  word !== undefined && /^\d{1,5}$/.test(word) ? Number(word) : undefined;
