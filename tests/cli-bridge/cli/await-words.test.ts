import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { entryAt, makePlace, type Place, program, saveEntries } from "./modeldeck.ts";

/** The program as a keeper starts it ahead: it waits, and is told the rest through its stdin. */
function waiting({ env }: Place) {
  const child = spawn(process.execPath, [program, "--await-words"], { env, stdio: "pipe" });
  const [exited, stdout, stderr] = [once(child, "exit"), text(child.stdout), text(child.stderr)];
  const said = async () => ({
    code: (await exited)[0],
    stdout: await stdout,
    stderr: await stderr,
  });
  const tell = (words: string[], more: object = {}) =>
    child.stdin.end(`${JSON.stringify({ words, cwd: "/", env: { ...env, ...more } })}\n`);
  return { child, said, tell };
}

const named = (name: string) => entryAt(name, `/models/${name}`);

test("a program that waited says what it says when it is started with the words", async () => {
  const place = await makePlace([named("tiny"), named("small")]);
  const { said, tell } = waiting(place);
  tell(["list", "--json"]);
  const { stdout } = await place.run("list", "--json");
  expect(await said()).toEqual({ code: 0, stdout, stderr: "" });
});

test("it tells of the registry as it is when the words come", async () => {
  const place = await makePlace([named("before")]);
  const { said, tell, child } = waiting(place);
  await once(child, "spawn");
  await saveEntries(place.registry, [named("meanwhile")]);
  tell(["list", "--json"]);
  expect(JSON.parse((await said()).stdout)).toMatchObject([{ name: "meanwhile" }]);
});

test("it goes by the surroundings that it is told, not by those it began in", async () => {
  const [first, second] = [await makePlace([named("first")]), await makePlace([named("second")])];
  const { said, tell } = waiting(first);
  tell(["list", "--json"], second.env);
  expect(JSON.parse((await said()).stdout)).toMatchObject([{ name: "second" }]);
});

test.each(["", '{"words":["remove","tiny","--yes"'])("told %j, it does nothing", async (half) => {
  const { said, child } = waiting(await makePlace([named("tiny")]));
  child.stdin.end(half);
  expect(await said()).toEqual({ code: 0, stdout: "", stderr: "" });
});
