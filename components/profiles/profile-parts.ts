import type { ProfilesAnswer } from "#cli-bridge/protocol/profiles-answer.ts";
import { newProfileFields, type ProfileFieldOrNew } from "./profile-draft.ts";

export const rolesPart = "roles";
export const newPart = "new";
const bareName = /^[A-Za-z0-9_-]{1,64}$/;
const profilesKey = "deployment_profiles";
const profilePrefix = "profile ";
export const profilePart = (name: string): string => profilePrefix + name;

type Part = { id: string; label: string };

/** The parts one can change: each profile, the roles, and every other table of the file. */
export function partsOf({ profiles, roles, fields }: ProfilesAnswer): Part[] {
  const tables = [...new Set(fields.map(({ path }) => path[0] ?? ""))].filter((name) => name !== profilesKey);
  return [
    ...profiles.map((name) => ({ id: profilePart(name), label: `Profile ${name}` })),
    ...(roles.length > 0 ? [{ id: rolesPart, label: "Role assignments" }] : []),
    ...tables.map((name) => ({ id: `table ${name}`, label: `Settings of ${name}` })),
    { id: newPart, label: "A new profile" },
  ];
}

export function fieldsOfPart(
  { fields, roles }: ProfilesAnswer,
  part: string,
  name: string,
): readonly ProfileFieldOrNew[] {
  if (part === newPart) return newProfileFields(name);
  if (part === rolesPart) return fields.filter(({ key }) => roles.includes(key));
  if (!part.startsWith(profilePrefix)) return fields.filter(({ path: [table] }) => `table ${table}` === part);
  const profile = part.slice(profilePrefix.length);
  const said = fields.filter(({ path }) => path[0] === profilesKey && path[1] === profile);
  // A name that has to be quoted was not given here, and what is no table has no settings.
  if (!bareName.test(profile) || said.some(({ path }) => path.length < 3)) return said;
  const unsaid = newProfileFields(profile).filter(({ key }) => !said.some(isWithin(key)));
  return [...said, ...unsaid];
}

const isWithin = (key: string) => (field: ProfileFieldOrNew) =>
  field.key === key || field.key.startsWith(`${key}.`);

/** What is wrong with the name of a new profile, in a sentence. */
export function issueOfName({ profiles }: ProfilesAnswer, name: string): string | undefined {
  if (name === "") return "Give it a name.";
  if (profiles.includes(name)) return "There is a profile of this name. Choose it above to change it.";
  return bareName.test(name) && name !== "__proto__"
    ? undefined
    : "Use letters, digits, dashes and underscores, 64 of them at most.";
}
