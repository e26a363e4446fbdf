import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { toByteWords } from "#lib/format.ts";
import { sampleEntry } from "#tests/support/make-registry.ts";
import { expectAccessible } from "./expect-accessible.ts";
import { expect, story } from "./story.ts";

story.use({ sample: { entries: 6, hasFiles: true }, provoked: /404/ });

story("several models go with one phrase and come back with one undo", async ({ page, deck }) => {
  const names = [1, 2, 3].map((index) => sampleEntry(index, deck.models).name);
  const path = join(deck.home, "registry", "model_registry.discovered.json");
  const before = { registry: await readFile(path, "utf8"), models: (await readdir(deck.models)).sort() };
  const [name = "", ...more] = names;
  const query = new URLSearchParams({ name, deleteFiles: "true", purge: "true" });
  for (const each of more) query.append("more", each);
  await page.goto(`/advanced?${query}`);
  await expect(page.getByRole("heading", { name: "Remove 3 models" })).toBeVisible();
  await page.getByRole("button", { name: "Preview", exact: true }).click();
  await page.getByRole("button", { name: /^Remove 3 / }).click();
  const dialog = page.getByRole("alertdialog");
  await expect(dialog.getByRole("button", { name: "Cancel" })).toBeFocused();
  await expectAccessible(page, { what: "the question", themes: ["light", "dark"] });
  await dialog.getByRole("textbox").fill("remove 3 models");
  await dialog.getByRole("button", { name: /^Remove/ }).click();
  await expect(page.getByText("Purged 3 entries.").first()).toBeVisible();
  await expectAccessible(page, { what: "what came of it" });
  const left = await readdir(deck.models);
  expect(left.filter((each) => names.includes(each))).toEqual([]);
  await page.getByRole("button", { name: "Undo" }).first().click();
  await expect.poll(() => readFile(path, "utf8")).toBe(before.registry);
  const models = (await readdir(deck.models)).filter((each) => !each.startsWith("."));
  expect(models.sort()).toEqual(before.models);
});

story(
  "an entry leaves on a button alone, after its plan, and the form says that it is gone",
  async ({ page, deck }) => {
    const { name, download_size_bytes: bytes } = sampleEntry(0, deck.models);
    await page.goto(`/advanced?name=${encodeURIComponent(name)}&purge=true`);
    await expect(page.getByText("Files are there")).toBeVisible();
    await page.getByRole("button", { name: "Preview", exact: true }).click();
    const plan = page.getByRole("list", { name: "Plan" });
    await expect(plan.getByText("Only the record is removed.")).toBeVisible();
    const kept = `1 entry leaves the registry · 0 files touched · ${toByteWords(bytes)} kept, as recorded`;
    await expect(page.getByText(kept)).toBeVisible();
    await expectAccessible(page, { what: "the plan", themes: ["light", "dark"] });
    await page.getByRole("button", { name: "Remove 1 entry" }).click();
    await expect(page.getByRole("button", { name: "Undo" }).first()).toBeVisible();
    await expect(page.getByText("There is no model of this name in the registry.")).toBeVisible();
  },
);

story("a question that is left gives the focus back to what asked it", async ({ page, deck }) => {
  const { name } = sampleEntry(0, deck.models);
  await page.goto(`/advanced?name=${encodeURIComponent(name)}&deleteFiles=true`);
  await page.getByRole("button", { name: "Preview", exact: true }).click();
  const deed = page.getByRole("button", { name: "Remove the files of 1 entry" });
  await deed.click();
  const dialog = page.getByRole("alertdialog");
  await expect(dialog.getByRole("checkbox", { name: /800 B/ })).toBeVisible();
  await expectAccessible(page, { what: "the question" });
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(deed).toBeFocused();
});
