"use client";

import useSWR from "swr";
import type { SettingsAnswer } from "#cli-bridge/protocol/settings-answer.ts";
import type { CommandView } from "#components/command/command-view.ts";
import { readApi } from "#components/run/ask-api.ts";
import { Alert } from "#components/ui/alert.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Section } from "#components/ui/section.tsx";
import { api } from "#lib/paths.ts";
import { consoleSettings, downloadSettings, hubSettings, machineSettings } from "./described-settings.ts";
import { HubConnection } from "./hub-connection.tsx";
import { HubTokens } from "./hub-tokens.tsx";
import { SettingList } from "./setting-list.tsx";
import { toSettingRows } from "./setting-rows.ts";

const example = `{
  "registryDir": "/srv/models/configs",
  "roots": ["/srv/models/weights"]
}`;

type SettingsViewProps = { settings: SettingsAnswer; save: CommandView };

/** The settings in force, looked at anew whenever a run has ended, because it may have changed one. */
export function SettingsView({ settings: first, save }: SettingsViewProps) {
  const { data } = useSWR<SettingsAnswer, Error>(api.settings(), readApi, { fallbackData: first });
  const settings = data ?? first;
  return (
    <>
      {settings.problems.map(({ file, message, hint }) => (
        <Alert key={message} tone="warning" title={`${file}: ${message}`}>
          {hint}
        </Alert>
      ))}
      <Section
        title="The hub"
        description="How models are found and fetched. It holds as soon as it is saved."
      >
        <div className="flex flex-col gap-4">
          <HubTokens {...settings.hub} />
          <SettingList rows={toSettingRows(settings, hubSettings)} save={save} />
          <HubConnection shell="modeldeck hub-check" />
        </div>
      </Section>
      <Section title="Downloads" description="How much of the line and of the disk they may take.">
        <SettingList rows={toSettingRows(settings, downloadSettings)} save={save} />
      </Section>
      <Section title="The machine" description="When it is warned that there is little room or much heat.">
        <SettingList rows={toSettingRows(settings, machineSettings)} save={save} />
      </Section>
      <Section
        title="The console"
        description="An environment variable wins over settings.json, and that over the default. What has no button here holds from the next start on: write it in the file below."
      >
        <div className="flex flex-col gap-4">
          <SettingList rows={toSettingRows(settings, consoleSettings)} save={save} />
          <CodeBlock text={settings.file} label="the path of settings.json" />
          <CodeBlock text={example} label="an example of settings.json" />
        </div>
      </Section>
    </>
  );
}
