import type { Metadata } from "next";
import { cookies } from "next/headers";
import { SettingList } from "#components/shell/setting-list.tsx";
import { SingleKeysSwitch } from "#components/shell/single-keys-switch.tsx";
import { parseTheme, themeCookie } from "#components/shell/theme.ts";
import { ThemeChoice } from "#components/shell/theme-switch.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Section } from "#components/ui/section.tsx";
import { readSettings } from "#lib/server/reads.ts";
import { toSettingRows } from "./setting-rows.ts";

export const metadata: Metadata = { title: "Settings" };

const example = `{
  "registryDir": "/srv/models/configs",
  "roots": ["/srv/models/weights"]
}`;

export default async function SettingsPage() {
  const settings = readSettings();
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
        title="The console"
        description="What holds now. An environment variable wins over settings.json, and that over the default."
      >
        <SettingList rows={toSettingRows(settings)} />
      </Section>
      <Section
        title="Change a setting"
        description="Write it in the file below, or set the variable, and start the console again."
      >
        <CodeBlock text={settings.file} label="the path of settings.json" />
        <CodeBlock text={example} label="an example of settings.json" />
      </Section>
    </div>
  );
}
