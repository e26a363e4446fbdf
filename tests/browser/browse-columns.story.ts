import type { Page } from "@playwright/test";
import { expectAccessible } from "./expect-accessible.ts";
import { expect, story } from "./story.ts";

story("columns and views are remembered", async ({ page }) => {
  await page.goto("/browse?backend=vllm&sort=-size");
  await page.getByRole("button", { name: "Columns" }).click();
  const columns = page.getByRole("dialog", { name: "Columns" });
  await columns.getByRole("checkbox", { name: "Producer" }).uncheck();
  await columns.getByRole("button", { name: "Close" }).click();
  await expect(page.getByRole("columnheader", { name: "Producer" })).toBeHidden();

  await page.getByRole("button", { name: "Views" }).click();
  await page.getByRole("menuitem", { name: "Save and manage…" }).click();
  await page.getByRole("textbox", { name: "Save what is shown now as" }).fill("Large ones");
  await page.getByRole("button", { name: "Save view" }).click();
  await page.keyboard.press("Escape");

  await page.goto("/browse");
  await expect(page.getByRole("columnheader", { name: "Producer" })).toBeHidden();
  await page.getByRole("button", { name: "Views" }).click();
  await page.getByRole("menuitem", { name: "Large ones" }).click();
  await expect(page).toHaveURL(/backend=vllm/);
  await expect(page.getByText("20 of 50 models")).toBeVisible();
});

story("whatever is ticked is shown, and the list alone scrolls sideways for it", async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto("/browse");
  await page.locator("thead input:not([disabled])").waitFor();
  expect(await widthsOf(page)).toMatchObject({ list: 0, page: 0 });
  await page.getByRole("button", { name: "Columns" }).click();
  const columns = page.getByRole("dialog", { name: "Columns" });
  for (const title of ["Location", "Installed", "Tags", "Verified"])
    await columns.getByRole("checkbox", { name: title }).check();
  for (const box of await columns.getByRole("checkbox", { checked: true }).all()) {
    const title = await box.evaluate((input: HTMLInputElement) => input.labels?.[0]?.textContent ?? "");
    await expect(page.locator("thead th").filter({ has: page.locator("button") }), title).toContainText(
      title === "Favourite" ? ["Model"] : [title],
    );
  }
  await columns.getByRole("button", { name: "Close" }).click();
  const widths = await widthsOf(page);
  expect(widths.list).toBeGreaterThan(100);
  expect(widths.page).toBe(0);

  const list = page.locator('[data-slot="entry-grid"]');
  await page.locator('[data-index="0"] [data-row-link]').focus();
  await list.evaluate((grid) => grid.scrollTo(9999, 400));
  await expect(page.getByRole("columnheader", { name: "Verified" })).toBeInViewport();
  await expect(page.getByRole("columnheader", { name: "Model" })).toBeInViewport();
  await expect(page.locator('[data-index="15"] [data-row-link]')).toBeInViewport({ ratio: 1 });
  const [heads, cells] = [await leftsOf(page, "thead tr"), await leftsOf(page, '[data-index="15"]')];
  expect(heads).toEqual(cells);
  await expectAccessible(page);

  const format = page.getByRole("columnheader", { name: "Format" });
  await page.getByRole("columnheader", { name: "Model" }).getByRole("button").focus();
  await page.keyboard.press("Tab");
  await expect(format.getByRole("button")).toBeFocused();
  // Both from one look: the list may be laid out anew between two.
  await expect.poll(() => uncoveredOf(page, ["Model", "Format"])).toBeGreaterThanOrEqual(0);
  await page.locator('[data-index="15"]').click({ position: { x: 800, y: 18 } });
  await expect(page.getByRole("complementary", { name: /Details of/ })).toBeVisible();
});

story.describe("on a phone", () => {
  story.use({ viewport: { width: 390, height: 844 } });

  story("what is wrong with a model takes no room from its name", async ({ page }) => {
    await page.goto("/browse?deprecated=true");
    await page.locator("thead input:not([disabled])").waitFor();
    const link = page.locator('[data-index="0"] [data-row-link]');
    await expect(page.locator('[data-index="0"]').getByText("Files missing")).toBeInViewport();
    expect(await link.evaluate((name) => name.scrollWidth - name.clientWidth)).toBe(0);
    expect(await widthsOf(page)).toEqual({ list: 0, page: 0 });
  });

  story("without heads to press, a list says its order and how to have another", async ({ page }) => {
    await page.goto("/browse?sort=-size");
    const order = page.getByRole("combobox", { name: "Sort by" });
    await expect(order).toHaveValue("size");
    await page.getByRole("button", { name: "Sorted downwards: sort upwards" }).click();
    await expect(page).toHaveURL(/sort=size/);
    await order.selectOption({ label: "Model" });
    await page.getByRole("button", { name: "Sorted upwards: sort downwards" }).click();
    await expect(page).toHaveURL(/sort=-name/);
    await expectAccessible(page, { themes: ["light", "dark"] });
    expect(await widthsOf(page)).toEqual({ list: 0, page: 0 });
    await page.setViewportSize({ width: 1440, height: 900 });
    await expect(order).toBeHidden();
  });
});

/** How much further the list and the page can be scrolled sideways. */
const widthsOf = (page: Page) =>
  page.evaluate(() => {
    const beyond = (place: Element | null) => (place === null ? 0 : place.scrollWidth - place.clientWidth);
    return {
      list: beyond(document.querySelector('[data-slot="entry-grid"]')),
      page: beyond(document.documentElement),
    };
  });

/** How far the second of two titles stands from the first. */
const uncoveredOf = (page: Page, titles: readonly [string, string]) =>
  page.locator("thead th").evaluateAll((heads, wanted) => {
    const [pinned, other] = wanted.map((title) => heads.find(({ textContent }) => textContent === title));
    if (!pinned || !other) return Number.NaN;
    return other.getBoundingClientRect().left - pinned.getBoundingClientRect().right;
  }, titles);

const leftsOf = (page: Page, row: string) =>
  page
    .locator(`${row} > *`)
    .evaluateAll((cells) => cells.map((cell) => Math.round(cell.getBoundingClientRect().left)));
