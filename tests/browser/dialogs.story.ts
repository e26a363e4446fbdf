import type { Locator } from "@playwright/test";
import { expectAccessible } from "./expect-accessible.ts";
import { expect, story } from "./story.ts";

/** How many parts of it a wheel would move up and down. */
const scrollers = (part: Locator): Promise<number> =>
  part.evaluate(
    (whole) =>
      [whole, ...whole.querySelectorAll("*")].filter(
        (each) =>
          each.scrollHeight > each.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(each).overflowY),
      ).length,
  );

story("the report of many models is read in a dialog that keeps its head in sight", async ({ page }) => {
  await page.goto("/browse?q=gguf");
  await page.locator("thead input:not([disabled])").check();
  const verify = page.getByRole("button", { name: "Verify", exact: true });
  await verify.click();
  const dialog = page.getByRole("dialog", { name: /^Verify \d+ models/ });
  await expect(dialog.getByRole("button", { name: "Show all of it" })).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Copy Shell command" })).toBeInViewport();
  await dialog.getByRole("button", { name: "Check", exact: true }).click();
  const report = dialog.getByRole("region", { name: "Report" });
  await expect(report.getByRole("row").nth(1)).toBeVisible();
  const close = dialog.getByRole("button", { name: "Close" });
  await expect(close).toBeInViewport();
  await expect.poll(() => scrollers(dialog)).toBe(1);
  const says = await report.getByRole("columnheader", { name: "Says" }).boundingBox();
  expect(says?.width).toBeGreaterThan(160);
  await expectAccessible(page, { what: "the report", themes: ["light", "dark"] });

  await page.setViewportSize({ width: 390, height: 844 });
  await expect(report.getByRole("cell", { name: /^State / }).first()).toBeVisible();
  await expect(close).toBeInViewport();
  expect(await dialog.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.keyboard.press("Escape");
  await expect(verify).toBeFocused();
});

story("a dialog that closes gives the focus back to what opened it", async ({ page }) => {
  await page.goto("/browse");
  const columns = page.getByRole("button", { name: "Columns" });
  const views = page.getByRole("button", { name: "Views" });
  for (const _ of ["made at this press", "made before"]) {
    await columns.click();
    await expect(page.getByRole("dialog", { name: "Columns" })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(columns).toBeFocused();

    await views.click();
    await page.getByRole("menuitem", { name: "Save and manage…" }).click();
    await expect(page.getByRole("dialog", { name: "Saved views" })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(views).toBeFocused();
  }

  const row = page.locator('[data-index="0"] [data-row-link]');
  await row.focus();
  await page.keyboard.press(".");
  await page.getByRole("menuitem", { name: "Verify" }).click();
  await expect(page.getByRole("dialog", { name: /^Verify/ })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.locator('[data-index="0"]').getByRole("button", { name: /^Actions for/ })).toBeFocused();
});

story("a locked model that stands in the way of the others is left out on the spot", async ({ page }) => {
  await page.goto("/browse?q=nomic");
  await page.locator("thead input:not([disabled])").check();
  await page.getByRole("button", { name: "Set role…" }).click();
  const dialog = page.getByRole("dialog", { name: /^Set a role of 7 models/ });
  await dialog.getByRole("combobox", { name: "Role" }).fill("chat");
  await dialog.getByRole("button", { name: "Preview", exact: true }).click();
  await expect(
    dialog.getByText(/is locked: a locked entry refuses every change but of its tags, note and favourite/),
  ).toBeVisible();
  await expect(dialog.getByText("Nothing is done until this is settled or left out.")).toBeVisible();
  await dialog.getByRole("button", { name: /^Leave nomic-.* out$/ }).click();
  await expect(dialog.getByRole("button", { name: "Save 6 entries" })).toBeEnabled();
});

story.describe("ten thousand models", () => {
  story.use({ sample: { entries: 10_000, hasFiles: false } });

  story("go on their number typed, and the long plan of them has a name", async ({ page }) => {
    await page.goto("/maintenance/purge?command=reset-discovered&backend=vllm");
    await page.getByRole("button", { name: "Preview", exact: true }).click();
    const plan = page.getByRole("list", { name: "Plan" });
    await plan.getByRole("checkbox").first().uncheck();
    await expect(page.getByRole("button", { name: /^Preview \d,\d{3} of \d,\d{3}$/ })).toBeVisible();
    await plan.getByRole("checkbox").first().check();
    await page.getByRole("button", { name: /^Reset \d,\d{3} entries$/ }).click();
    const dialog = page.getByRole("alertdialog");
    const phrase = (await dialog.locator("label code").textContent()) ?? "";
    expect(phrase).toMatch(/^remove \d{4} entries$/);
    await expect(dialog).toContainText("A backup of the registry is made first.");
    await expect(dialog).not.toContainText("This cannot be undone");
    await expectAccessible(page, { what: "the question before many entries go" });
    await dialog.getByRole("textbox").fill(phrase);
    await dialog.getByRole("button", { name: /^Reset/ }).click();
    const undo = page.locator("main").getByRole("button", { name: "Undo" });
    await undo.click();
    await expect(page.locator("main").getByRole("button", { name: "Undone" })).toBeVisible();
  });
});
