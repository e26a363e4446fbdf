import type { Metadata } from "next";
import { viewNamed } from "#components/command/views-of.ts";
import { ProfilesView } from "#components/profiles/profiles-view.tsx";
import { readProfiles } from "#lib/server/read-profiles.ts";
import { listCommands, readSettings } from "#lib/server/reads.ts";

export const metadata: Metadata = { title: "Profiles" };

export default async function ProfilesPage() {
  const save = viewNamed(listCommands(), "set-profile");
  return (
    <div className="max-w-5xl">
      <ProfilesView answer={await readProfiles(await readSettings())} save={save} />
    </div>
  );
}
