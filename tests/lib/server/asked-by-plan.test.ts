import { expect, test } from "vitest";
import { type OpenConsole, openConsole } from "../../support/open-console.ts";
import { runToEnd } from "../../support/run-ends.ts";

const entriesOf = (count: number) =>
  Array.from({ length: count }, (_, at) => ({
    ...{ name: `m-${at}`, display_name: `M ${at}`, backend: "vllm", deprecated: true },
    download_path: `/nowhere/m-${at}`,
  }));

async function previewed(console: OpenConsole, command: string, input: object) {
  const { events } = await runToEnd(console, { command, input });
  const plan = JSON.parse(/event: plan\ndata: (.*)/.exec(events)?.[1] ?? "{}").id;
  const body = { input: { ...input, apply: true }, plan };
  return (await console.post(`/api/commands/${command}/preview`, body)).json();
}

/** The body that the line for copying would send. */
const bodyIn = (curl: string) => JSON.parse(curl.match(/-d '(.*)'$/)?.[1] ?? "{}");

test("a plan that takes many entries away is agreed to by their number, one that takes few by a button", async () => {
  const few = await previewed(await openConsole({ entries: entriesOf(10) }), "purge-deprecated", {});
  expect(few.confirmation).toMatchObject({ severity: 2, asks: "button" });
  const console = await openConsole({ entries: entriesOf(11) });
  const many = await previewed(console, "purge-deprecated", {});
  expect(many.confirmation).toMatchObject({ severity: 4, asks: "phrase", phrase: "remove 11 entries" });
  const { confirmation, ...unconfirmed } = bodyIn(many.curl);
  expect((await console.post("/api/runs", unconfirmed)).status).toBe(409);
  expect((await console.post("/api/runs", { ...unconfirmed, confirmation })).status).toBe(201);
});

test("the records of many downloads are agreed to as whole entries are", async () => {
  const console = await openConsole({ entries: entriesOf(11) });
  const more = Array.from({ length: 10 }, (_, at) => `m-${at + 1}`);
  const { confirmation } = await previewed(console, "remove", { name: "m-0", more });
  expect(confirmation).toMatchObject({ severity: 4, asks: "phrase", phrase: "remove 11 models" });
});

test("the line for copying holds what confirms it", async () => {
  const console = await openConsole({ entries: entriesOf(3) });
  const input = { name: "m-0", more: ["m-1", "m-2"], deleteFiles: true, purge: true };
  const { confirmation, curl } = await previewed(console, "remove", input);
  expect(confirmation).toMatchObject({ severity: 4, phrase: "remove 3 models" });
  expect((await console.post("/api/runs", bodyIn(curl))).status).toBe(201);
});

test("a browser's own confirmation is not put into a line for a terminal, which says how it is got", async () => {
  const console = await openConsole({ entries: entriesOf(1) });
  const cookie = (await console.ask("/")).headers.get("set-cookie")?.split(";", 1)[0] ?? "";
  const input = { name: "m-0", deleteFiles: true, apply: true };
  const shown = await (await console.post("/api/commands/remove/preview", { input }, { cookie })).json();
  expect(shown.curl).not.toContain(shown.confirmation.token);
  expect(shown.curl).toMatch(/^# It has to be confirmed: .*\ncurl /);
});
