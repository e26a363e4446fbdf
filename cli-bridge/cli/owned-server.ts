import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { type OwnedServer, ownedServers } from "#cli-bridge/run/owned-servers.ts";
import type { ManagedKind } from "#lib/backends/managed/recipe.ts";
import { recipes } from "#lib/backends/managed/recipes/index.ts";

/** The server that is meant: by its kind, its port, its address or the run that owns it. */
export async function ownedServerMeant(home: string, said: string): Promise<OwnedServer> {
  const owned = await ownedServers(home);
  const meant = owned.filter((each) => isMeant(each, said.trim().toLowerCase()));
  const [only] = meant;
  if (only && meant.length === 1) return only;
  const known = (only ? meant : owned).map(
    ({ server, folder }) => `${server.kind} at ${server.url} (run ${folder.id})`,
  );
  if (only)
    throw new ConsoleError("conflict", `${said} can be ${known.length} servers.`, {
      hint: `Say which by its port: ${known.join(", ")}.`,
    });
  throw new ConsoleError("not-found", `The console has started no server ${said} that still runs.`, {
    hint:
      known.length > 0
        ? `These it has: ${known.join(", ")}.`
        : "Servers that others started are stopped where they were started.",
  });
}

function isMeant({ folder, server }: OwnedServer, said: string): boolean {
  const { kind, url } = server;
  const { host, port } = new URL(url);
  return [kind, titleOf(kind), folder.id, port, host, url, `${url}/`].some(
    (each) => each.toLowerCase() === said,
  );
}

export const titleOf = (kind: OwnedServer["server"]["kind"]): string =>
  Object.hasOwn(recipes, kind) ? recipes[kind as ManagedKind].title : kind;
