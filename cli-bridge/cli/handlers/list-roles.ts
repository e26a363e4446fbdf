import { basename, dirname, resolve } from "node:path";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import type { Contender, RoleStanding } from "#cli-bridge/protocol/roles-answer.ts";
import type { Entry } from "#lib/registry/entry.ts";
import { installedOnce } from "#lib/registry/is-installed.ts";
import { roleStandings } from "#lib/registry/operations/role-standing.ts";
import { readEntries } from "#lib/registry/read-entries.ts";
import { readRegistryFile, toLayer } from "#lib/registry/read-layer.ts";
import { type RoleRow, roleRows } from "#lib/registry/role-rows.ts";
import { mapAtOnce } from "#lib/weights/map-at-once.ts";
import { styled } from "../print.ts";
import { exitCodeOf, readRegistry } from "../read-registry.ts";
import type { Session } from "../session.ts";
import { printTable } from "../table.ts";
import type { Handler } from "./index.ts";

const lookingAtOnce = 16;

export const listRoles: Handler<"list-roles"> = async (input, session) => {
  const { print } = session;
  const { entries, code } = await entriesAskedFor(input.registryPath, session);
  if (input.why) {
    printStandings(session, roleStandings(entries, await installedIn(entries), input.role));
    return code;
  }
  const wanted = input.role && new Set(input.role);
  const rows = roleRows(entries).filter(({ role }) => !wanted || wanted.has(role));
  print.json(rows);
  if (rows.length === 0) {
    print.line("📭 No role-capable models found");
    return code;
  }
  const columns = [{ title: "Role" }, { title: "Model" }, { title: "Backend" }, { title: "Display name" }];
  if (input.showCapabilities) columns.push({ title: "Capabilities" });
  printTable(
    print,
    columns,
    rows.map((row) => [row.role, row.name, row.backend, row.display_name, capabilityWords(row)]),
  );
  return code;
};

async function entriesAskedFor(path: string | undefined, session: Session) {
  if (path) return { entries: await entriesOfFile(path), code: 0 };
  const registry = await readRegistry(session);
  return { entries: registry.entries, code: exitCodeOf(registry) };
}

function printStandings({ print }: Session, standings: readonly RoleStanding[]): void {
  print.json(standings);
  if (standings.length === 0) print.line("📭 No role-capable models found");
  for (const { role, winner, why, contenders } of standings) {
    print.line(styled("bold", role), ": ", winner ?? "nobody", " - ", why, absenceOf(contenders[0]));
    for (const { name, wins, why: reason } of contenders) {
      if (!wins) print.line(styled("dim", `  not ${name}: ${reason}`));
    }
  }
}

/** Of those that play a role. */
async function installedIn(entries: readonly Entry[]): Promise<Set<string>> {
  const players = entries.filter(({ roles }) => roles.length > 0);
  const isInstalled = installedOnce();
  const there = await mapAtOnce(players, lookingAtOnce, async (entry) =>
    (await isInstalled(entry)) ? [entry.name] : [],
  );
  return new Set(there.flat());
}

/** What makes an answer of no use: the model that is asked has no files. */
function absenceOf(best: Contender | undefined): string {
  if (!best?.wins || best.installed) return "";
  return best.logicalOnly ? "; it is a name only" : "; its files are missing";
}

/** The canonical words only; each has many others that mean the same. */
const canonical = ["text", "vision", "audio", "embedding", "tools", "thinking"];

const capabilityWords = ({ capabilities }: RoleRow) =>
  canonical.filter((word) => capabilities[word]).join(", ") || "-";

/** One file by itself, as the original reads it when a path is given. */
async function entriesOfFile(path: string): Promise<Entry[]> {
  const file = resolve(path);
  const layer = toLayer(basename(file), await readRegistryFile(dirname(file), basename(file)));
  if (!layer.exists) {
    throw new ConsoleError("not-found", `There is no registry file ${file}.`, {
      hint: "Leave --registry-path out to read the registry in force.",
    });
  }
  if (layer.problem) throw new ConsoleError("registry-unreadable", layer.problem.message);
  return readEntries({ curated: [], discovered: layer.elements }).entries;
}
