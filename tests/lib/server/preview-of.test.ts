import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { openConsole } from "../../support/open-console.ts";

const fixture = fileURLToPath(new URL("../../fixtures/prints-argv.mjs", import.meta.url));
const program = `"${process.execPath}" "${fixture}"`;
const words = 2;

const nasty = [
  "plain",
  "--purge",
  "-y",
  "--",
  "-",
  "@file",
  "a b",
  "$(id)",
  "`id`",
  "a;b|c&d",
  'it\'s "quoted"',
  "%PATH%",
  "^&",
  "back\\slash\\",
  "–dash",
  "ключ 鍵 🗝",
  "\u202eltr",
  "*?[x]~",
  "x".repeat(512),
];

describe("a preview", () => {
  it("is what runs, word for word, and its shell line means the same", async () => {
    const { post, ask } = await openConsole({ program });
    const check = async (name: string) => {
      const input = { name };
      const shown = await (await post("/api/commands/verify/preview", { input })).json();
      const run = await (await post("/api/runs", { command: "verify", input })).json();
      expect(run.argv).toEqual(shown.argv);
      await (await ask(`/api/runs/${run.id}/events`)).text();
      const spawned = JSON.parse(await (await ask(`/api/runs/${run.id}/log`)).text());
      const visible = (text: string) => text.replace(/\u202e/g, "");
      expect(spawned.map(visible)).toEqual(shown.argv.slice(words).map(visible));
      const split = execFileSync("sh", ["-c", `printf '%s\\0' ${shown.shell}`], { encoding: "utf8" });
      expect(split.split("\0").slice(0, -1)).toEqual(shown.argv);
    };
    await Promise.all(nasty.map(check));
  });

  it("asks for nothing where nothing can be lost, and gives a token only where something can", async () => {
    const { post } = await openConsole();
    const ladder: [string, object, string, boolean][] = [
      ["list", {}, "nothing", false],
      ["remove", { name: "tiny", deleteFiles: true, purge: true }, "nothing", false],
      ["remove", { name: "tiny", apply: true }, "button", false],
      ["remove", { name: "tiny", purge: true, apply: true }, "button", false],
      ["remove", { name: "tiny", deleteFiles: true, apply: true }, "checkbox", true],
      ["remove", { name: "tiny", deleteFiles: true, purge: true, apply: true }, "phrase", true],
      ["trash-empty", { apply: true }, "phrase", true],
    ];
    for (const [command, input, asks, hasToken] of ladder) {
      const { confirmation } = await (await post(`/api/commands/${command}/preview`, { input })).json();
      expect([confirmation.asks, confirmation.token !== undefined], command).toEqual([asks, hasToken]);
    }
  });

  it("in another dialect is only for copying", async () => {
    const { post } = await openConsole();
    const wanted = { input: { name: "tiny", purge: true }, dialect: "imageworks" };
    const shown = await (await post("/api/commands/remove/preview", wanted)).json();
    expect(shown.argv.slice(0, 5)).toEqual(["uv", "run", "imageworks-download", "remove", "tiny"]);
    expect(shown.confirmation.token).toBeUndefined();
  });

  it("names a secret and never shows it", async () => {
    const { post } = await openConsole();
    const wanted = { input: { model: "owner/model", hubToken: "hf_secretsecretsecret" } };
    const answer = await post("/api/commands/download/preview", wanted);
    expect(await answer.text()).not.toContain("secretsecret");
  });
});
