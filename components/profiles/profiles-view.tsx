"use client";

import useSWR from "swr";
import type { ProfilesAnswer } from "#cli-bridge/protocol/profiles-answer.ts";
import type { CommandView } from "#components/command/command-view.ts";
import { readApi } from "#components/run/ask-api.ts";
import { Alert } from "#components/ui/alert.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { Expander } from "#components/ui/expander.tsx";
import { Section } from "#components/ui/section.tsx";
import { api } from "#lib/paths.ts";
import { ProfileChoice } from "./profile-choice.tsx";
import { ProfileEditor } from "./profile-editor.tsx";

type ProfilesViewProps = { answer: ProfilesAnswer; save: CommandView };

/** The settings of the file, which profile would be chosen, and how to change both. */
export function ProfilesView({ answer: first, save }: ProfilesViewProps) {
  const { data, error } = useSWR<ProfilesAnswer, Error>(api.profiles(), readApi, { fallbackData: first });
  const answer = data ?? first;
  if (!answer.exists)
    return (
      <Empty title="No profiles file yet.">
        There is no <span className="break-all font-mono">{answer.file}</span>. Set MODELDECK_PROFILES_FILE to
        the pyproject.toml that holds a [tool.imageworks] table, and start the console again.
      </Empty>
    );
  return (
    <div className="flex min-w-0 flex-col gap-8">
      {error && <Alert tone="danger" title={error.message} />}
      <Section
        title="Deployment profiles"
        description="What the original tool may load at once, by the graphics cards it finds."
      >
        <ProfileChoice answer={answer} />
      </Section>
      <Section
        title="Change settings"
        description="Comments, order and everything you do not touch stay as they are. A copy of the file is kept."
      >
        <ProfileEditor answer={answer} save={save} />
      </Section>
      <Section title="As it stands" description="The [tool.imageworks] table; secrets are not shown.">
        <CodeBlock text={answer.file} label="the path of the file" />
        <Expander title="All settings as JSON">
          <CodeBlock
            className="max-h-128 overflow-auto"
            text={JSON.stringify(answer.settings, undefined, 2)}
            label="the settings"
          />
        </Expander>
      </Section>
    </div>
  );
}
