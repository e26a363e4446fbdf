import type { Metadata } from "next";
import { cookies } from "next/headers";
import { viewNamed } from "#components/command/views-of.ts";
import { SettingsView } from "#components/settings/settings-view.tsx";
import { SingleKeysSwitch } from "#components/shell/single-keys-switch.tsx";
import { parseTheme, themeCookie } from "#components/shell/theme.ts";
import { ThemeChoice } from "#components/shell/theme-switch.tsx";
import { Section } from "#components/ui/section.tsx";
import { listCommands, readSettingsAnswer } from "#lib/server/reads.ts";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage() {
  const save = viewNamed(listCommands(), "set-config");
  const theme = parseTheme((await cookies()).get(themeCookie)?.value);
  return (
    <div className="flex max-w-4xl flex-col gap-8">
      <Section title="This browser" description="Kept here, and seen by nobody else.">
        <div className="flex flex-col gap-4">
          <div className="flex flex-col gap-2">
            <h3 className="font-medium">Theme</h3>
            <ThemeChoice initial={theme} />
          </div>
          <SingleKeysSwitch />
        </div>
      </Section>
      <SettingsView settings={await readSettingsAnswer()} save={save} />
    </div>
  );
}
