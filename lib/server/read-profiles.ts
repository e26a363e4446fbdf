import type { ProfilesAnswer } from "#cli-bridge/protocol/profiles-answer.ts";
import { profilesAnswerOf } from "#lib/state/profiles/profiles-answer-of.ts";
import { profilesPath } from "#lib/state/profiles/profiles-file.ts";
import type { Settings } from "#lib/state/settings.ts";

/** The file in force, read anew each time: people change it by hand as well. */
export function readProfiles({ registryDir }: Settings): Promise<ProfilesAnswer> {
  const { env } = process;
  return profilesAnswerOf(profilesPath(undefined, { registryDir: registryDir.value, env }), env);
}
