import { expect, test } from "vitest";
import { entryAt, makePlace, readLayer } from "./modeldeck.ts";

const tiny = (more: object = {}) =>
  entryAt("tiny", "/models/tiny", { roles: ["chat", "my-own"], role_priority: { chat: 50 }, ...more });

async function placeWith(...entries: object[]) {
  const place = await makePlace(entries);
  const first = async () => (await readLayer(place.registry))[0] ?? {};
  return { ...place, first };
}

test("roles and tags are spelled as they are known, and what a registry has keeps its own way", async () => {
  const odd = { roles: ["two words", "Chat"], metadata: { tags: ["Laptop"] } };
  const { run, first, registry } = await placeWith(tiny(), { ...tiny(odd), name: "odd" });
  const words = ["--add=Code,MY-OWN,two words", "--priority=Code=70"];
  const said = await run("set-roles", "tiny", ...words, "--apply");
  expect(said).toMatchObject({ code: 0 });
  expect(said.stdout + said.stderr).toContain("Code is kept as code, as it is spelled already.");
  expect(await first()).toMatchObject({
    roles: ["chat", "my-own", "code", "two words"],
    role_priority: { chat: 50, code: 70 },
  });
  await run("set-roles", "odd", "--drop=TWO WORDS,chat", "--add=chat", "--apply");
  await run("set-meta", "tiny", "--add-tags= laptop ,Quick,quick", "--apply");
  await run("set-meta", "odd", "--tags=laptop", "--apply");
  const [tags, renamed] = await readLayer(registry);
  expect(tags?.metadata).toMatchObject({ tags: ["Laptop", "Quick"] });
  // The other model has it so by now.
  expect(renamed).toMatchObject({ roles: ["chat"], metadata: { tags: ["Laptop"] } });
  await run("set-meta", "tiny", "odd", "--drop-tags=Laptop", "--add-tags=laptop", "--apply");
  const both = (await readLayer(registry)).map(({ metadata }) => Object(metadata).tags);
  expect(both).toEqual([["Quick", "laptop"], ["laptop"]]);
});

test.each([
  [["--add=chat"], ["Chat"]],
  [["--add=CHAT,chat"], ["Chat"]],
  [["--roles=chat,ocr"], ["Chat", "ocr"]],
  [["--add=Own,own"], ["Chat", "Own"]],
  [["--roles=OCR,Ocr,ocr"], ["ocr"]],
  [["--drop=Chat", "--add=chat"], ["chat"]],
  [["--drop=chat", "--roles=chat"], ["chat"]],
])("of a model that plays Chat with priority 5, %j makes %j", async (words, roles) => {
  const { run, first } = await placeWith(tiny({ roles: ["Chat"], role_priority: { Chat: 5 } }));
  await run("set-roles", "tiny", ...words, "--apply");
  expect(await first()).toMatchObject({ roles, role_priority: roles.includes("Chat") ? { Chat: 5 } : {} });
});

test("a model keeps its own spelling of a tag, whatever others have, and it is told", async () => {
  const { run, first } = await placeWith(
    tiny({ metadata: { tags: ["Big"] } }),
    { ...tiny({ metadata: { tags: ["big"] } }), name: "other" },
    { ...tiny({ metadata: { tags: ["Big"] } }), name: "third" },
  );
  const said = await run("set-meta", "tiny", "--add-tags=big,BIG", "--apply");
  expect(said.stdout + said.stderr).toContain("big is kept as Big, as it is spelled already.");
  await run("set-meta", "tiny", "--tags=big", "--apply");
  expect((await first()).metadata).toMatchObject({ tags: ["Big"] });
  await run("set-meta", "tiny", "--tags=big", "--drop-tags=Big", "--apply");
  expect((await first()).metadata).toMatchObject({ tags: ["big"] });
});
