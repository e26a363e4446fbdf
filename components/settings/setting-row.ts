/** How a setting is asked for, where the console may change it. */
export type SettingEdit = {
  /** Its name in `set-config`. */
  setting: string;
  draws: "text" | "number" | "secret" | "choice";
  /** What stands in settings.json or holds by default, as it would be typed. */
  typed: string;
  choices?: readonly string[];
  placeholder?: string;
  /** Whether settings.json says it, so that it can be forgotten there. */
  isSaved: boolean;
};

/** A value in force, where it comes from, and the names under which it can be changed. */
export type SettingRow = {
  label: string;
  says: string;
  values: readonly string[];
  from: "option" | "environment" | "settings.json" | "default";
  variable?: string;
  /** Its key in settings.json; the home has none, since the file lies in it. */
  key?: string;
  edit?: SettingEdit;
};
