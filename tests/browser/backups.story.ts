import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sampleEntry } from "#tests/support/make-registry.ts";
import { expectAccessible } from "./expect-accessible.ts";
import { expect, story } from "./story.ts";

story.use({ sample: { entries: 6, hasFiles: true }, provoked: /404/ });

/** Removes a model's entry, files kept, which leaves a backup. */
async function removeEntry(page: import("@playwright/test").Page, name: string): Promise<void> {
  await page.goto(`/advanced?name=${encodeURIComponent(name)}&purge=true`);
  await page.getByRole("button", { name: "Preview", exact: true }).click();
  await page.getByRole("button", { name: "Remove 1 entry" }).click();
  await expect(page.getByRole("button", { name: "Undo" }).first()).toBeVisible();
}

story("one entry comes back from a backup, and the others stay as they are", async ({ page, deck }) => {
  const [first, second] = [sampleEntry(1, deck.models), sampleEntry(2, deck.models)];
  await removeEntry(page, first.name);
  await removeEntry(page, second.name);
  await page.goto("/maintenance/backups");
  const rows = page.getByRole("list", { name: "Backups" }).getByRole("listitem");
  await expect(rows.nth(1)).toContainText("2 went");
  await rows.nth(1).getByRole("button", { name: "What differs" }).click();
  await page.getByRole("button", { name: `Put back ${first.name}` }).click();
  await page.getByRole("button", { name: "Preview", exact: true }).first().click();
  await expect(page.getByRole("list", { name: "Plan" })).toBeVisible();
  await expectAccessible(page, { what: "a difference and a plan", themes: ["light", "dark"] });
  await page.getByRole("button", { name: "Restore 1 entry" }).click();
  await expect(page.getByText(/is back to/).first()).toBeVisible();
  const layer = await readFile(join(deck.home, "registry", "model_registry.discovered.json"), "utf8");
  expect(layer).toContain(first.name);
  expect(layer).not.toContain(second.name);
});

story("what leaves several things out is put back by its whole backup", async ({ page, deck }) => {
  const layer = () => readFile(join(deck.home, "registry", "model_registry.discovered.json"), "utf8");
  const before = await layer();
  await page.goto(`/maintenance/purge?command=purge-hf&weightsRoot=${encodeURIComponent(deck.models)}`);
  await page.getByRole("button", { name: "Preview", exact: true }).click();
  const ticks = page.getByRole("list", { name: "Plan" }).getByRole("checkbox");
  await expect(ticks.first()).toBeChecked();
  const all = await ticks.count();
  for (const at of [0, 1]) await ticks.nth(at).uncheck();
  await page.getByRole("button", { name: `Preview ${all - 2} of ${all}` }).click();
  await page.getByRole("button", { name: `Purge ${all - 2} entries` }).click();
  await expect(page.locator("main").getByRole("button", { name: "Undo" })).toBeVisible();
  expect(JSON.parse(await layer())).toHaveLength(JSON.parse(before).length - all + 2);

  await page.goto("/maintenance/backups");
  const row = page.getByRole("list", { name: "Backups" }).getByRole("listitem").first();
  await row.getByRole("button", { name: "Restore…" }).click();
  await row.getByRole("button", { name: "Preview", exact: true }).click();
  await expect(row.getByRole("list", { name: "Plan" })).toBeVisible();
  await expectAccessible(page, { what: "the plan of a whole backup" });
  await row.getByRole("button", { name: "Restore the backup" }).click();
  await expect(page.getByText(/^The registry is back to/).first()).toBeVisible();
  await expectAccessible(page, { what: "what came of it" });
  expect(await layer()).toBe(before);
});

story("a damaged backup says why, and takes nothing else along", async ({ page, deck }) => {
  await removeEntry(page, sampleEntry(1, deck.models).name);
  await page.goto("/maintenance/backups");
  const row = page.getByRole("list", { name: "Backups" }).getByRole("listitem").first();
  const stamp = (await row.locator("span").first().textContent()) ?? "";
  await writeFile(join(deck.home, "registry", `model_registry.discovered.${stamp}.bak.json`), "[{");
  await page.reload();
  await expect(row).toContainText("cannot be read");
  await expect(row.getByRole("button", { name: "Restore…" })).toBeDisabled();
  await row.getByRole("button", { name: "Delete…" }).click();
  await row.getByRole("button", { name: "Preview", exact: true }).click();
  await row
    .getByRole("button", { name: /^Delete / })
    .last()
    .click();
  await expect(page.getByRole("alertdialog").getByRole("checkbox")).toBeVisible();
  await expectAccessible(page, { what: "the question before a backup is deleted" });
});

story("an undo that something stands in the way of leads to its plan", async ({ page, deck }) => {
  const { name } = sampleEntry(1, deck.models);
  await removeEntry(page, name);
  const path = join(deck.home, "registry", "model_registry.discovered.json");
  const layer = JSON.parse(await readFile(path, "utf8"));
  await writeFile(path, JSON.stringify([...layer, { name, backend: "vllm" }]));
  await page.getByRole("button", { name: "Undo" }).first().click();
  await page.getByRole("button", { name: "Look at it" }).click();
  await expect(page).toHaveURL(/\/maintenance\/backups\?run=/);
  await page.getByRole("button", { name: "Preview", exact: true }).click();
  await expect(page.getByText(/there is an entry of that name again/).first()).toBeVisible();
});
