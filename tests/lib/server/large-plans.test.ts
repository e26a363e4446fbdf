import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { joinPlanParts } from "#cli-bridge/derive/plan-parts.ts";
import type { Plan } from "#cli-bridge/protocol/plan.ts";
import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import { collectEvents } from "../../support/collect-events.ts";
import { type OpenConsole, openConsole } from "../../support/open-console.ts";

const count = 400;
const tail = "y".repeat(300);

/** Few, so that the test is quick; together they weigh what 2,400 of those do that the original ships. */
const entries = Array.from({ length: count }, (_, at) => ({
  ...{ name: `m-${at}-${tail}`, display_name: `M ${at}`, backend: "vllm", deprecated: true },
  ...{ download_path: `/nowhere/m-${at}`, notes: "x".repeat(43_000) },
}));

async function told(console: OpenConsole, wanted: object) {
  const answer = await console.post("/api/runs", wanted);
  const record: RunRecord = await answer.json();
  const { body } = await console.ask(`/api/runs/${record.id}/events`);
  if (!body) throw new Error("The run has no events.");
  const events = await collectEvents(body);
  const parts = events.flatMap((event) => (event.event === "planPart" ? [event.data] : []));
  const plan = events.flatMap((event) => (event.event === "plan" ? [event.data] : [])).at(-1);
  const outcome = events.flatMap((event) => (event.event === "ended" ? [event.data.outcome] : [])).at(-1);
  const longest = Math.max(...events.map(({ data }) => JSON.stringify(data).length));
  return { status: answer.status, plan: plan && joinPlanParts(parts, plan), outcome, longest };
}

/** Rehearses, asks what has to be confirmed, and does it. */
async function rehearseAndApply(console: OpenConsole, command: string, input: object) {
  const rehearsed = await told(console, { command, input });
  const plan = rehearsed.plan?.id;
  const deed = { input: { ...input, apply: true }, plan };
  const { confirmation } = await (await console.post(`/api/commands/${command}/preview`, deed)).json();
  const { token, phrase } = confirmation;
  const done = await told(console, { command, ...deed, ...(token && { confirmation: { token, phrase } }) });
  return { plan: rehearsed.plan, longest: rehearsed.longest, phrase, done };
}

const namesOf = (rows: Plan["removed"] | Plan["added"] = []) => rows.map(({ name }) => name).sort();

test("a plan of more than 16 MiB of entries is shown, done and taken back through the API", async () => {
  const console = await openConsole({ entries });
  const layer = join(console.registryDir, "model_registry.discovered.json");
  const names = entries.map(({ name }) => name).sort();
  const purged = await rehearseAndApply(console, "purge-deprecated", {});
  expect(namesOf(purged.plan?.removed)).toEqual(names);
  expect(purged.longest).toBeLessThan(128 * 1024);
  // How much it takes away was counted over all its parts.
  expect(purged.phrase).toBe(`remove ${count} entries`);
  expect(purged.done).toMatchObject({ status: 201, outcome: { kind: "exited", code: 0 } });
  expect(JSON.parse(await readFile(layer, "utf8"))).toEqual([]);

  const undone = await rehearseAndApply(console, "undo", { run: "last" });
  expect(namesOf(undone.plan?.added)).toEqual(names);
  expect(undone.done).toMatchObject({ status: 201, outcome: { kind: "exited", code: 0 } });
  expect(JSON.parse(await readFile(layer, "utf8"))).toHaveLength(count);
});
