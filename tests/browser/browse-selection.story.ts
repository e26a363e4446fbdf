import { readFile } from "node:fs/promises";
import { expectAccessible } from "./expect-accessible.ts";
import { expect, story } from "./story.ts";

story(
  "models are selected by key, by range and all at once, and Escape lets go of them",
  async ({ page }) => {
    await page.goto("/browse");
    const rows = page.locator("[data-row-link]");
    const bar = page.getByRole("region", { name: "Selected models" });
    await page.locator("thead input:not([disabled])").waitFor();

    await rows.first().focus();
    await page.keyboard.press("x");
    await expect(bar.getByText("1 selected · ")).toBeVisible();
    for (const _ of "jjj") await page.keyboard.press("j");
    await page.keyboard.press("Shift+X");
    await expect(bar.getByText("4 selected · ")).toBeVisible();
    await expect(page.locator('[data-index="2"]')).toHaveAttribute("aria-selected", "true");
    await expect(rows.nth(3)).toBeFocused();

    await page.getByRole("searchbox", { name: "Search models" }).fill("gguf");
    await page.getByRole("checkbox", { name: "Select all that match" }).check();
    await expect(bar.getByText(/^2\d selected/)).toBeVisible();
    await rows.first().focus();
    await page.keyboard.press("Escape");
    await expect(bar).toBeHidden();
  },
);

story("a look at a model leaves the focus where it was, and a menu hangs on every row", async ({ page }) => {
  await page.goto("/browse");
  const first = page.locator('[data-index="0"] [data-row-link]');
  await first.focus();
  await page.keyboard.press("Space");
  const details = page.getByRole("complementary", { name: /Details of/ });
  await expect(details).toBeVisible();
  await expect(first).toBeFocused();
  await page.keyboard.press("Space");
  await expect(details).toBeHidden();

  await page.keyboard.press(".");
  await expect(page.getByRole("menuitem", { name: "Copy path" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("menu")).toBeHidden();
});

story("one command tags all that are selected, and says what becomes of each", async ({ page }) => {
  await page.goto("/browse?q=mistral");
  await page.locator("thead input:not([disabled])").check();
  await page.getByRole("button", { name: "Add tag…" }).click();
  const dialog = page.getByRole("dialog", { name: /^Tag \d+ models/ });
  await dialog.getByRole("textbox", { name: "Tags" }).fill("laptop");
  await dialog.getByRole("button", { name: "Preview", exact: true }).click();
  await dialog.getByRole("button", { name: /^Save|^Apply|^Change/ }).click();
  await expect(dialog.getByText("Saved the tags and notes of 7 models.")).toBeVisible();
  await expect(dialog.getByRole("region", { name: "Report" }).getByRole("row")).toHaveCount(8);
  await dialog.getByRole("button", { name: "Close" }).first().click();
  await page.goto("/browse?tag=laptop");
  await expect(page.getByText("7 of 50 models")).toBeVisible();
});

story("what is selected can be compared, and exported", async ({ page }) => {
  await page.goto("/browse");
  await page.locator("thead input:not([disabled])").waitFor();
  for (const at of [0, 1]) await page.locator(`[data-index="${at}"] [data-row-check]`).click();
  await page.getByRole("button", { name: "More for the selection" }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "Export list as CSV" }).click();
  const path = await (await download).path();
  expect((await readFile(path, "utf8")).split("\r\n")).toHaveLength(4);

  await page.getByRole("link", { name: "Compare" }).click();
  await expect(page.getByText(/^2 models · \d+ differences?$/)).toBeVisible();
  await page.getByRole("checkbox", { name: "Only differences" }).check();
  await expect(page.getByRole("rowheader", { name: "Format", exact: true })).toBeHidden();
  await expectAccessible(page);
});

story("two to four are compared side by side, and are still selected afterwards", async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto("/browse");
  await page.locator("thead input:not([disabled])").waitFor();
  const bar = page.getByRole("region", { name: "Selected models" });
  for (const at of [0, 1, 2, 3, 4]) await page.locator(`[data-index="${at}"] [data-row-check]`).click();
  await expect(bar.getByRole("button", { name: "Compare" })).toHaveAccessibleDescription("takes two to four");
  await expectAccessible(page);
  await page.locator('[data-index="4"] [data-row-check]').click();
  await bar.getByRole("link", { name: "Compare" }).click();
  const table = page.getByRole("region", { name: "Comparison" });
  await expect(table).toBeVisible();
  expect(await table.evaluate((place) => place.scrollWidth - place.clientWidth)).toBe(0);
  await page.goBack();
  await expect(bar.getByText("4 selected")).toBeVisible();
});

story.describe("ten thousand models", () => {
  story.use({ sample: { entries: 10_000, hasFiles: false } });

  story("are filtered and selected without asking the server", async ({ page }) => {
    await page.goto("/browse");
    await page.locator("thead input:not([disabled])").waitFor();
    const asked: string[] = [];
    page.on("request", (request) => {
      if (request.url().includes("/api/registry")) asked.push(request.url());
    });
    await page.getByRole("searchbox", { name: "Search models" }).fill("phi gguf");
    await expect(page.getByText(/^57\d of 10,000 models$/)).toBeVisible();
    await page.getByRole("columnheader", { name: "Size" }).getByRole("button").click();
    await page.getByRole("checkbox", { name: "Select all that match" }).check();
    await expect(page.getByText(/^57\d selected/)).toBeVisible();
    expect(asked).toEqual([]);
  });

  story("the focus stays in the list when its row is scrolled away", async ({ page }) => {
    await page.goto("/browse");
    await page.locator("thead input:not([disabled])").waitFor();
    const first = page.locator('[data-index="0"] [data-row-link]');
    await first.focus();
    await page.locator('[data-slot="entry-grid"]').evaluate((grid) => grid.scrollTo(0, 100_000));
    await expect(page.locator('[data-index="2780"]')).toBeVisible();
    await expect(first).toBeFocused();
    await page.keyboard.press("j");
    await expect(page.locator('[data-index="1"] [data-row-link]')).toBeFocused();
  });
});
