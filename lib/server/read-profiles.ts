import type { ProfilesAnswer } from "#cli-bridge/protocol/profiles-answer.ts";
import { profilesAnswerOf } from "#lib/state/profiles/profiles-answer-of.ts";
import { profilesPath } from "#lib/state/profiles/profiles-file.ts";
import type { Settings } from "#lib/state/settings.ts";

/** The file in force, read anew each time: people change it by hand as well. */
export function readProfiles({ profilesFile }: Settings): Promise<ProfilesAnswer> {
  return profilesAnswerOf(profilesPath(undefined, profilesFile.value), process.env);
}
