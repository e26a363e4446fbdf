import type { Metadata } from "next";
import { ReadRegistry } from "#components/registry/read-registry.tsx";
import { RoleWinners } from "#components/registry/role-winners.tsx";
import { readRoles } from "#lib/server/reads.ts";

export const metadata: Metadata = { title: "Roles" };

export default async function RolesPage() {
  const first = await readRoles();
  return (
    <ReadRegistry>
      <RoleWinners first={first} />
    </ReadRegistry>
  );
}
