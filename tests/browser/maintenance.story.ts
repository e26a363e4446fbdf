import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { makeRegistryOfManyKinds } from "#tests/support/registry-of-many-kinds.ts";
import type { BuiltConsole } from "./built-console.ts";
import { expectAccessible } from "./expect-accessible.ts";
import { expect, story } from "./story.ts";

const seed = 7;

const discoveredOf = (deck: BuiltConsole) =>
  readFile(join(deck.home, "registry", "model_registry.discovered.json"), "utf8");

const preview = (page: Page) => page.getByRole("button", { name: "Preview", exact: true }).click();
const ticks = (page: Page) => page.getByRole("list", { name: "Plan" }).getByRole("checkbox");

story.use({ sample: { entries: 1, hasFiles: false } });
story.beforeEach(({ deck }) => makeRegistryOfManyKinds(join(deck.home, "registry"), deck.models, seed));

story("formats are normalised with the files rebuilt, and put back as they were", async ({ page, deck }) => {
  const before = await discoveredOf(deck);
  await page.goto("/maintenance");
  await page.getByRole("checkbox", { name: "Rebuild from the files" }).check();
  await preview(page);
  await expect(ticks(page).first()).toBeChecked();
  await expectAccessible(page);
  await page.getByRole("button", { name: /^Normalise \d+ entr/ }).click();
  const undo = page.locator("main").getByRole("button", { name: "Undo" });
  await expect(undo).toBeInViewport();
  expect(await discoveredOf(deck)).not.toBe(before);
  await expectAccessible(page);
  await undo.click();
  await expect(page.locator("main").getByRole("button", { name: "Undone" })).toBeVisible();
  expect(JSON.parse(await discoveredOf(deck))).toEqual(JSON.parse(before));
});

story("what is left out of a purge makes another plan, and stays", async ({ page, deck }) => {
  const before = await discoveredOf(deck);
  await page.goto("/maintenance/purge?command=purge-logical-only");
  await preview(page);
  const command = page.getByRole("tabpanel");
  const words = command.getByText(/--plan=/);
  const whole = await words.textContent();
  const label = (await ticks(page).first().getAttribute("aria-label")) ?? "";
  const spared = label.replace(/ is part of the plan$/, "");
  await ticks(page).first().uncheck();
  await expect(page.getByRole("button", { name: /^Purge \d+ entr/ })).toBeDisabled();
  await page.getByRole("button", { name: /^Preview \d+ of \d+/ }).press("Enter");
  await expect(command).toContainText(spared);
  await expect(words).toBeVisible();
  await expect(page.locator(":focus").getByRole("list", { name: "Plan" })).toBeVisible();
  expect(await words.textContent()).not.toBe(whole);
  await expectAccessible(page);
  await page.getByRole("button", { name: /^Purge \d+ entr/ }).click();
  const dialog = page.getByRole("alertdialog");
  const undo = page.locator("main").getByRole("button", { name: "Undo" });
  await expect(dialog.or(undo).first()).toBeVisible();
  if (await dialog.isVisible()) {
    await expectAccessible(page);
    await dialog.getByRole("textbox").fill((await dialog.locator("label code").textContent()) ?? "");
    await dialog.getByRole("button", { name: /^Purge/ }).click();
  }
  await expect(undo).toBeInViewport();
  const after = await discoveredOf(deck);
  expect(after).toContain(`"${spared}"`);
  expect(after.length).toBeLessThan(before.length);
  await undo.click();
  await expect(page.locator("main").getByRole("button", { name: "Undone" })).toBeVisible();
  expect(JSON.parse(await discoveredOf(deck))).toEqual(JSON.parse(before));
});

story("empty folders are tidied", async ({ page, deck }) => {
  const empty = join(deck.models, "empty-owner", "empty-repo");
  await page.goto(
    `/maintenance/cleanup?command=tidy-empty-dirs&weightsRoot=${encodeURIComponent(deck.models)}`,
  );
  await preview(page);
  await expect(page.getByText(empty).first()).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: /^Tidy \d+ / }).click();
  await expect(page.locator("main").getByRole("button", { name: "Undo" })).toBeInViewport();
  await expect(stat(empty)).rejects.toThrow(/ENOENT/);
});

story("simple names are given after a plan of them was seen", async ({ page, deck }) => {
  const before = await discoveredOf(deck);
  await page.goto("/maintenance/cleanup?command=apply-simple-slugs&renameSlugs=true");
  await preview(page);
  const rows = page.getByRole("list", { name: "Plan" }).getByRole("listitem");
  await expect(rows.first()).toBeVisible();
  const renamed = await rows.count();
  await expect(page.getByText(`${renamed} entries to change.`)).toBeVisible();
  await page.getByRole("button", { name: `Rename ${renamed} entries` }).click();
  const main = page.locator("main");
  const dialog = page.getByRole("alertdialog");
  await expect(dialog.or(main.getByRole("button", { name: "Undo" })).first()).toBeVisible();
  expect(await dialog.isVisible()).toBe(false);
  await expectAccessible(page);
  expect(await discoveredOf(deck)).not.toBe(before);
});

story("what the health check finds is mended where it is told", async ({ page }) => {
  await page.goto("/maintenance");
  const health = page.getByRole("region", { name: "Registry health" });
  await health.getByRole("button", { name: "Check" }).click();
  const findings = health.getByRole("list", { name: "Findings" });
  await expect(findings).toBeVisible();
  await expectAccessible(page);
  await health.getByRole("button", { name: "Mend…" }).first().click();
  await health.getByRole("button", { name: "Preview", exact: true }).click();
  await expect(health.getByRole("list", { name: "Plan" })).toBeVisible();
  await expectAccessible(page);
});
