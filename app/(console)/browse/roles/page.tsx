import type { Metadata } from "next";
import { RoleWinners } from "#components/registry/role-winners.tsx";
import { readRoles } from "#lib/server/reads.ts";

export const metadata: Metadata = { title: "Roles" };

export default async function RolesPage() {
  return <RoleWinners first={await readRoles()} />;
}
