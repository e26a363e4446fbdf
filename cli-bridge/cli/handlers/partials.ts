import type { Plan } from "#cli-bridge/protocol/plan.ts";
import { toAgoWords, toByteWords, toCountWords } from "#lib/format.ts";
import { findPartials } from "#lib/hub/download/find-partials.ts";
import { knownFolders } from "#lib/hub/download/known-folders.ts";
import { readHubSettings } from "#lib/hub/hub-settings.ts";
import { type PartialFound, removePartial } from "#lib/hub/transfer/partials.ts";
import { guardPlan, withPlanId } from "#lib/registry/plan-of.ts";
import { rehearseOrApply } from "../rehearse-or-apply.ts";
import type { Session } from "../session.ts";
import { printTable } from "../table.ts";
import type { Handler } from "./index.ts";

const dayMs = 86_400_000;

export const partials: Handler<"partials"> = async (input, session) => {
  const look = () => find(session, input);
  if (!input.clean) {
    print(session, await look());
    return 0;
  }
  return rehearseOrApply(
    {
      name: "partials",
      input,
      rehearse: async () => planOf(await look()),
      apply: async (expectedId) => {
        const found = await look();
        const plan = planOf(found);
        guardPlan(plan, expectedId);
        const idle = found.filter(({ isInUse }) => !isInUse);
        for (const { path } of idle) await removePartial(path);
        const bytes = toByteWords(plan.bytesFreed);
        const summary = `Deleted ${toCountWords(idle.length, "unfinished download")}, ${bytes}.`;
        return { plan, result: { summary } };
      },
    },
    session,
  );
};

type Wanted = { repo?: string | undefined; olderThan?: number | undefined };

async function find(session: Session, { repo, olderThan }: Wanted): Promise<PartialFound[]> {
  const settings = await session.settings();
  const { cacheFolder } = await readHubSettings(settings);
  const known = await knownFolders(settings.home.value);
  const found = await findPartials([...settings.roots.value, cacheFolder, ...known]);
  const before = Date.now() - (olderThan ?? 0) * dayMs;
  return found.filter(
    ({ origin, changedAt }) =>
      (repo === undefined || origin?.repo.toLowerCase() === repo.toLowerCase()) &&
      (olderThan === undefined || changedAt.getTime() < before),
  );
}

/** Deleting what a process writes to would only make it begin anew. */
function planOf(found: readonly PartialFound[]): Plan {
  const idle = found.filter(({ isInUse }) => !isInUse);
  const busy = found.filter(({ isInUse }) => isInUse);
  return withPlanId({
    command: "partials",
    state: JSON.stringify(idle.map(({ path, changedAt, diskBytes }) => [path, changedAt, diskBytes])),
    summary:
      idle.length === 0 ? "Nothing to do." : `${toCountWords(idle.length, "unfinished download")} to delete.`,
    ...{ added: [], changed: [], removed: [], blocked: [], backup: false, bytesKept: 0 },
    files: idle.map((partial) => ({
      path: partial.path,
      deed: "delete" as const,
      bytes: partial.diskBytes,
      why: nameOf(partial),
    })),
    bytesFreed: idle.reduce((sum, { diskBytes }) => sum + diskBytes, 0),
    warnings: busy.map((partial) => `${nameOf(partial)} is being fetched and stays.`),
  });
}

const nameOf = ({ target, origin, path, isDamaged }: PartialFound): string =>
  `${origin ? `${origin.repo} ${origin.path}` : (target ?? path)}${isDamaged ? ", damaged" : ""}`;

function print({ print: printer }: Session, found: readonly PartialFound[]): void {
  const bytes = found.reduce((sum, { diskBytes }) => sum + diskBytes, 0);
  printer.json({ partials: found, bytes });
  if (found.length === 0) {
    printer.line("Nothing is unfinished.");
    return;
  }
  const rows = found.map((partial) => [
    nameOf(partial),
    partial.bytes === undefined
      ? toByteWords(partial.done)
      : `${toByteWords(partial.done)} of ${toByteWords(partial.bytes)}`,
    partial.isInUse ? "now" : toAgoWords(partial.changedAt, new Date()),
    partial.target ?? partial.path,
  ]);
  printTable(printer, [{ title: "File" }, { title: "Here" }, { title: "Changed" }, { title: "Path" }], rows);
  printer.line();
  printer.line(`${toCountWords(found.length, "unfinished download")}, ${toByteWords(bytes)} on the disk.`);
}
