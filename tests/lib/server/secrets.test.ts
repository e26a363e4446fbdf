import { randomBytes } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { type OpenConsole, openConsole } from "../../support/open-console.ts";
import { runToEnd } from "../../support/run-ends.ts";

const fixture = fileURLToPath(new URL("../../fixtures/tells-surroundings.mjs", import.meta.url));
const program = `"${process.execPath}" "${fixture}"`;
const model = "owner/model";

const spellings = (token: string) => [
  ...[token, token.toLowerCase(), encodeURIComponent(token), Buffer.from(token).toString("base64")],
  Buffer.from(token).toString("hex"),
];

/** Everything that the console answered or left on disk, its database as bytes. */
async function everythingOf({ ask, home }: OpenConsole, id: string) {
  const paths = ["/api/settings", "/api/health", "/api/runs", "/api/commands", "/api/registry", "/"];
  const ofRun = ["", "/events", "/log"].map((rest) => `/api/runs/${id}${rest}`);
  const said = await Promise.all(
    [...paths, ...ofRun].map(async (path) => [path, await (await ask(path)).text()]),
  );
  // What is only just being written is read under its final name, or not there yet.
  const files = (await readdir(home, { recursive: true, withFileTypes: true })).filter(
    (file) => file.isFile() && !file.name.endsWith(".tmp"),
  );
  const kept = await Promise.all(
    files.map(async ({ parentPath, name }) => [name, await readFile(join(parentPath, name), "latin1")]),
  );
  return [...said, ...kept];
}

describe.runIf(process.platform === "linux")("a token", () => {
  const token = `hf_${randomBytes(17).toString("base64url").replace(/[_-]/g, "A")}`;
  const other = { HF_TOKEN: "hf_another0another0another0another0" };
  const cases = [
    { says: "of the environment", env: { HF_TOKEN: token }, input: { model } },
    { says: "given for one run", env: other, input: { model, hubToken: token } },
    { says: "given for one run, under the name of its field", env: other, input: { model, token } },
  ];

  it.each(cases)("$says reaches the program and nothing else", async ({ env, input }) => {
    const console = await openConsole({ program, env: { ...env, MODELDECK_DIALECT: "imageworks" } });
    const shown = await console.post("/api/commands/download/preview", { input });
    const seen = [["preview", await shown.clone().text()]];
    const { confirmation } = await shown.json();
    const wanted = { command: "download", input, ...(confirmation?.token && { confirmation }) };
    const { status, record, events } = await runToEnd(console, wanted);
    seen.push(["record", JSON.stringify(record)], ["events", events]);
    seen.push(...(await everythingOf(console, record.id ?? "1")));
    const leaks = seen.filter(([, text]) => spellings(token).some((spelt) => text?.includes(spelt)));
    expect(leaks.map(([where]) => where)).toEqual([]);
    if (status !== 201) return;
    const told = JSON.parse(await readFile(join(console.home, "surroundings.json"), "utf8"));
    expect(told.hasToken).toBe(true);
    expect(told.commandLines.join()).not.toContain(token);
  });
});

const allowed =
  /^(?:PATH|HOME|USER|LOGNAME|LANG|LANGUAGE|TMPDIR|TZ|SHELL|TERM|COLUMNS|PYTHONUNBUFFERED|FORCE_COLOR|LC_.*|HF_.*|MODELDECK_.*)$/;

it.runIf(process.platform === "linux")("a program finds only what is on the list around it", async () => {
  const unwanted = [
    "NODE_OPTIONS",
    "LD_PRELOAD",
    "npm_config_x",
    "MODELDECK_TOKEN",
    "AWS_SECRET_ACCESS_KEY",
    "BASH_ENV",
  ];
  const more = [
    "PYTHONSTARTUP",
    "PYTHONPATH",
    "GITHUB_TOKEN",
    "SSH_AUTH_SOCK",
    "MODELDECK_SESSION_SECRET",
    "PERL5OPT",
  ];
  const env = Object.fromEntries([...unwanted, ...more].map((name) => [name, "/nothing-of-the-kind"]));
  const console = await openConsole({ program, env });
  await runToEnd(console, { command: "list" });
  const { names } = JSON.parse(await readFile(join(console.home, "surroundings.json"), "utf8"));
  expect(names.filter((name: string) => !allowed.test(name) || name in env)).toEqual([]);
});
