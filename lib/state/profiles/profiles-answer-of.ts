import type { ProfileField, ProfilesAnswer } from "#cli-bridge/protocol/profiles-answer.ts";
import { isMasked, isSecretPath, maskValue } from "./mask-secrets.ts";
import { profilesKey, readProfilesFile } from "./profiles-file.ts";
import { isTable, type TomlData, toKeyText } from "./toml-value.ts";

type Env = Readonly<Record<string, string | undefined>>;

export const overrideVariable = "IMAGEWORKS_DEPLOYMENT_PROFILE";

/** How the original chooses: the first line that fits holds. Its memory is what is left after 2 GB of headroom. */
const rule = [
  { when: `${overrideVariable} names a profile that is there`, profile: "the named one" },
  { when: "2 similar GPUs, 14,000 MB or more each", profile: "multi_gpu_2x16gb" },
  { when: "1 GPU, 85,000 MB or more usable", profile: "generous_96gb" },
  { when: "1 GPU, 20,000 MB or more usable", profile: "balanced_24gb" },
  { when: "1 GPU, 14,000 MB or more usable", profile: "constrained_16gb" },
  { when: "otherwise", profile: "development" },
];

/** The table as it may be shown: nothing in it is a secret any more. */
export async function profilesAnswerOf(path: string, env: Env): Promise<ProfilesAnswer> {
  const file = await readProfilesFile(path);
  const table = file?.table ?? {};
  const fields = fieldsIn(table, []);
  const profiles = table[profilesKey];
  const override = env[overrideVariable] || undefined;
  return {
    file: path,
    exists: file !== undefined,
    settings: maskValue(table, []) as Record<string, unknown>,
    profiles: isTable(profiles) ? Object.keys(profiles) : [],
    fields,
    roles: fields.filter(isRole).map(({ key }) => key),
    rule,
    ...(override !== undefined && { override }),
  };
}

const isRole = ({ path, kind }: ProfileField): boolean =>
  kind === "text" &&
  path[0] !== profilesKey &&
  (/_model$/.test(path.at(-1) ?? "") || /role/.test(path.at(-2) ?? ""));

function fieldsIn(value: TomlData, path: readonly string[]): ProfileField[] {
  if (isTable(value)) return Object.entries(value).flatMap(([key, part]) => fieldsIn(part, [...path, key]));
  const shown = maskValue(value, path);
  const isHidden = isMasked(shown);
  const kind = kindOf(value);
  // One that is empty is shown, and what is typed into it is a secret all the same.
  const isSecret = isSecretPath(path) && (isHidden || ["text", "list", "other"].includes(kind));
  return [
    {
      key: toKeyText(path),
      path: [...path],
      kind,
      value: shown,
      ...(isHidden && { isHidden }),
      ...((isHidden || isSecret) && { isSecret }),
    },
  ];
}

export function kindOf(value: TomlData): ProfileField["kind"] {
  if (typeof value === "string") return "text";
  if (typeof value === "bigint") return "integer";
  if (typeof value === "number") return "decimal";
  if (typeof value === "boolean") return "truth";
  return Array.isArray(value) && value.every(isLine) ? "list" : "other";
}

/** What can be one line of a list: nothing of it is lost by that. */
const isLine = (item: TomlData): boolean =>
  typeof item === "string" && item !== "" && item === item.trim() && !/[\r\n]/.test(item);
