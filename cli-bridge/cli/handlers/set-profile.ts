import { basename } from "node:path";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { readEdits } from "#lib/state/profiles/profile-edits.ts";
import { profilesPath } from "#lib/state/profiles/profiles-file.ts";
import { changeProfiles, type ProfilesChange, planProfiles } from "#lib/state/profiles/set-profiles.ts";
import { rehearseOrApply } from "../rehearse-or-apply.ts";
import type { Handler } from "./index.ts";

export const setProfile: Handler<"set-profile"> = async (input, session) => {
  const { profilesFile } = await session.settings();
  const path = profilesPath(input.file, profilesFile.value);
  const change = changeOf(input, process.env.MODELDECK_PROFILE_SECRET);
  return rehearseOrApply(
    {
      name: "set-profile",
      input,
      rehearse: () => planProfiles(path, change),
      apply: async (expectedId) => {
        const { plan, backup, signature } = await changeProfiles(path, change, { expectedId });
        if (!backup) return { plan, result: { summary: "Nothing to do." } };
        const undo = {
          command: "set-profile",
          input: { restore: backup, since: signature, ...(input.file !== undefined && { file: input.file }) },
        };
        const summary = `${basename(path)} is changed; the one before is kept as ${basename(path)}.${backup}.bak.`;
        return { plan, result: { summary, backup, undo } };
      },
    },
    session,
  );
};

type Input = Parameters<Handler<"set-profile">>[0];

function changeOf(
  { set, unset, secretKey, restore, since }: Input,
  secret: string | undefined,
): ProfilesChange {
  if (restore === undefined) return { edits: readEdits({ set, unset }, { key: secretKey, value: secret }) };
  if (set === undefined && unset === undefined && secretKey === undefined) return { restore, since };
  throw new ConsoleError("bad-input", "A backup is restored whole; nothing else can be set with it.", {
    hint: "Restore first, then change.",
  });
}
