/** One value of the table, by its key, as it may be shown. */
export type ProfileField = {
  key: string;
  path: string[];
  kind: "text" | "integer" | "decimal" | "truth" | "list" | "other";
  value: unknown;
  /** Its value, or a part of it, is not shown. */
  isHidden?: boolean;
  isSecret?: boolean;
};

/** The settings that the original tool keeps in a pyproject.toml, without the secrets in them. */
export type ProfilesAnswer = {
  file: string;
  exists: boolean;
  settings: Record<string, unknown>;
  /** The names of the deployment profiles. */
  profiles: string[];
  fields: ProfileField[];
  /** The keys that say which model does what. */
  roles: string[];
  rule: { when: string; profile: string }[];
  /** What the variable names, where it is set. */
  override?: string;
};
