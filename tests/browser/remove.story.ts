import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { sampleEntry } from "#tests/support/make-registry.ts";
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
  await dialog.getByRole("textbox").fill("remove 3 models");
  await dialog.getByRole("button", { name: /^Remove/ }).click();
  await expect(page.getByText("Purged 3 entries.").first()).toBeVisible();
  const left = await readdir(deck.models);
  expect(left.filter((each) => names.includes(each))).toEqual([]);
  await page.getByRole("button", { name: "Undo" }).first().click();
  await expect.poll(() => readFile(path, "utf8")).toBe(before.registry);
  const models = (await readdir(deck.models)).filter((each) => !each.startsWith("."));
  expect(models.sort()).toEqual(before.models);
});

story("the roles that break and what stays are said before anything goes", async ({ page, deck }) => {
  const { name } = sampleEntry(0, deck.models);
  await page.goto(`/advanced?name=${encodeURIComponent(name)}&purge=true`);
  await expect(page.getByText("Files are there")).toBeVisible();
  await page.getByRole("button", { name: "Preview", exact: true }).click();
  await expect(page.getByText("Only the record is removed.").first()).toBeVisible();
});
