import type { Metadata } from "next";
import { cookies } from "next/headers";
import { viewNamed } from "#components/command/views-of.ts";
import { HubConnection } from "#components/settings/hub-connection.tsx";
import { HubTokens } from "#components/settings/hub-tokens.tsx";
import { SettingList } from "#components/settings/setting-list.tsx";
import { SingleKeysSwitch } from "#components/shell/single-keys-switch.tsx";
import { parseTheme, themeCookie } from "#components/shell/theme.ts";
import { ThemeChoice } from "#components/shell/theme-switch.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Section } from "#components/ui/section.tsx";
import { listCommands, readHubOverview, readSettings } from "#lib/server/reads.ts";
import { consoleSettings, downloadSettings, hubSettings } from "./described-settings.ts";
import { toSettingRows } from "./setting-rows.ts";

export const metadata: Metadata = { title: "Settings" };

const example = `{
  "registryDir": "/srv/models/configs",
  "roots": ["/srv/models/weights"]
}`;

export default async function SettingsPage() {
  const settings = await readSettings();
  const save = viewNamed(listCommands(), "set-config");
  const theme = parseTheme((await cookies()).get(themeCookie)?.value);
  return (
    <div className="flex max-w-4xl flex-col gap-8">
      {settings.problems.map(({ file, message, hint }) => (
        <Alert key={message} tone="warning" title={`${file}: ${message}`}>
          {hint}
        </Alert>
      ))}
      <Section title="This browser" description="Kept here, and seen by nobody else.">
        <div className="flex flex-col gap-4">
          <div className="flex flex-col gap-2">
            <h3 className="font-medium">Theme</h3>
            <ThemeChoice initial={theme} />
          </div>
          <SingleKeysSwitch />
        </div>
      </Section>
      <Section
        title="The hub"
        description="How models are found and fetched. It holds as soon as it is saved."
      >
        <div className="flex flex-col gap-4">
          <HubTokens {...(await readHubOverview())} />
          <SettingList rows={toSettingRows(settings, hubSettings)} save={save} />
          <HubConnection shell="modeldeck hub-check" />
        </div>
      </Section>
      <Section title="Downloads" description="How much of the line and of the disk they may take.">
        <SettingList rows={toSettingRows(settings, downloadSettings)} save={save} />
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
    </div>
  );
}
