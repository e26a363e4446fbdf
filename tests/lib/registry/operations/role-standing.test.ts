import { expect, test } from "vitest";
import { roleStandings } from "#lib/registry/operations/role-standing.ts";
import { readEntries } from "#lib/registry/read-entries.ts";
import { winnerOf } from "#lib/registry/role-rows.ts";
import { entryNamed } from "../registry-folder.ts";

const entriesOf = (...discovered: object[]) => readEntries({ curated: [], discovered }).entries;
const playing = (name: string, more: object = {}) => entryNamed(name, { roles: ["chat"], ...more });

const nobody: ReadonlySet<string> = new Set();

test("of equals the first in the registry is chosen, and the tie is said", () => {
  const entries = entriesOf(
    playing("b", { role_priority: { chat: 5 } }),
    playing("a", { role_priority: { chat: 5 } }),
  );
  const [standing] = roleStandings(entries, nobody);
  expect(standing).toMatchObject({ winner: "b", why: expect.stringContaining("as has a") });
  expect(standing?.contenders[1]?.why).toBe("priority 5, the same as b, which stands before it");
  expect(winnerOf(entries, "chat")?.name).toBe("b");
});

test("a role that none of its models can fill has no winner, and says why for each", () => {
  const entries = entriesOf(
    playing("blind", { roles: ["caption"] }),
    playing("old", { roles: ["caption"], deprecated: true }),
  );
  const [standing] = roleStandings(entries, nobody);
  expect(standing?.winner).toBeUndefined();
  expect(standing).toMatchObject({ why: "none of those that have the role can be chosen", total: 2 });
  expect(standing?.contenders.map(({ why }) => why)).toEqual([
    "caption takes a model that can see",
    "it is deprecated",
  ]);
});

test("a role that is asked for and played by nobody is told as such", () => {
  expect(roleStandings(entriesOf(playing("a")), nobody, ["ocr"])).toEqual([
    { role: "ocr", why: "no model plays ocr", contenders: [], total: 0 },
  ]);
});

test("whether the files of those who stand for a role are there does not say who is chosen, but is told", () => {
  const best = playing("best", { role_priority: { chat: 9 }, download_path: "/nowhere/best" });
  const entries = entriesOf(best, playing("there", { download_path: "/m/there" }), playing("name"));
  const [standing] = roleStandings(entries, new Set(["there"]));
  expect(standing?.contenders).toMatchObject([
    { name: "best", wins: true, installed: false, logicalOnly: false },
    { name: "there", installed: true },
    { name: "name", installed: false, logicalOnly: true },
  ]);
});

test("roles that only their capitals set apart stand side by side", () => {
  const entries = entriesOf(entryNamed("a", { roles: ["code", "Chat", "caption", "chat"] }));
  expect(roleStandings(entries, nobody).map(({ role }) => role)).toEqual(["caption", "Chat", "chat", "code"]);
});
