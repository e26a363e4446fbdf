import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import type { Plan } from "#cli-bridge/protocol/plan.ts";
import { settleChangeRecords } from "../change-record.ts";
import { diskFileSystem } from "../file-system.ts";
import { guardPlan, planOf } from "../plan-of.ts";
import { recoverRegistry } from "../recover-registry.ts";
import { withRegistryLock } from "../registry-lock.ts";
import { interruptedMoves, interruptedWord, type Settled, settleMoves } from "../settle-moves.ts";
import { isThere } from "../trash.ts";

/** What taking back a change that was interrupted would do; nothing where none was, or where another one is meant. */
export async function planInterrupted(dir: string, run: string): Promise<Plan | undefined> {
  if (run !== "last" && run !== interruptedWord) return undefined;
  const interrupted = await interruptedMoves(dir);
  if (interrupted.length === 0 && run === interruptedWord) {
    throw new ConsoleError("not-found", "No change is interrupted, or it has been settled since.", {
      hint: "Look at the changes under Backups, or say last for the last one that was finished.",
    });
  }
  if (interrupted.length === 0) return undefined;
  const files: Plan["files"] = [];
  for (const step of interrupted.flatMap(({ steps }) => steps)) {
    if (step.kind !== "move" || !(await isThere(step.to))) continue;
    const why = `The move to ${step.to} was interrupted.`;
    files.push({ path: step.from, deed: "restore", bytes: 0, why });
  }
  const commands = interrupted.map(
    ({ command, at }) => `${command} of ${at.slice(0, 19).replace("T", " ")} UTC`,
  );
  return planOf({
    command: "undo",
    state: JSON.stringify(interrupted),
    draft: { touched: [] },
    summary: `The ${commands.join(", the ")} was interrupted: taken back, or finished if it was saved.`,
    files,
    backup: false,
  });
}

/** Settles what a process that died had begun, at once and without any other change. */
export async function applyInterrupted(dir: string, plan: Plan, expectedId?: string): Promise<Settled[]> {
  guardPlan(plan, expectedId);
  return settleInterrupted(dir);
}

export async function settleInterrupted(dir: string): Promise<Settled[]> {
  if ((await interruptedMoves(dir)).length === 0) return [];
  return withRegistryLock(dir, { command: "undo" }, async () => {
    await recoverRegistry(diskFileSystem, dir);
    await settleChangeRecords(dir);
    return settleMoves(dir);
  });
}
