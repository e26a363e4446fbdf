import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, story } from "./story.ts";

story("a model is found by its name, opened, and still open after a reload", async ({ page }) => {
  await page.goto("/browse");
  await expect(page.getByRole("main").getByText("50 models · ")).toBeVisible();

  await page.keyboard.press("/");
  await expect(page.getByRole("searchbox", { name: "Search models" })).toBeFocused();
  await page.keyboard.type("mistral awq");
  await expect(page.getByText("1 of 50 models")).toBeVisible();
  await expect(page).toHaveURL(/q=mistral\+awq/);

  await page.getByRole("link", { name: "mistral-small-24b (AWQ)", exact: true }).click();
  const details = page.getByRole("complementary", { name: /Details of mistral-small-24b/ });
  await expect(details.getByText("Hugging Face: mistralai/mistral-small-24b")).toBeVisible();

  await page.reload();
  await expect(details.getByRole("heading", { name: "mistral-small-24b (AWQ)" })).toBeVisible();
  await expect(page.getByText("1 of 50 models")).toBeVisible();
  await details.getByRole("button", { name: "Close details" }).click();
  await expect(details).toBeHidden();
});

story("the search looks at arguments, files, defaults and layers too", async ({ page }) => {
  for (const [words, count] of [
    ["max-model-len", 20],
    ["q8_0.gguf", 10],
    ["context_window 8192", 50],
    ["curated", 8],
  ] as const) {
    await page.goto(`/browse?q=${encodeURIComponent(words)}`);
    await page.locator("thead input:not([disabled])").waitFor();
    await expect(page.getByText(`${count} of 50 models`), words).toBeVisible();
  }
});

story("choosing narrows the list down, and every choice can be taken back", async ({ page }) => {
  await page.goto("/browse");
  await page.getByRole("button", { name: "Filter by Backend" }).click();
  await page.getByRole("menuitemradio", { name: /^lmdeploy/ }).click();
  await expect(page.getByText("10 of 50 models")).toBeVisible();
  await page.getByRole("button", { name: "Remove filter Backend: lmdeploy" }).click();
  await expect(page.getByRole("main").getByText("50 models · ")).toBeVisible();

  await page.goBack();
  await expect(page.getByText("10 of 50 models")).toBeVisible();
});

story("a column's head sorts, says so, and keeps it in the address", async ({ page }) => {
  await page.goto("/browse");
  const size = page.getByRole("columnheader", { name: "Size" });
  await size.getByRole("button").click();
  await expect(size).toHaveAttribute("aria-sort", "ascending");
  await size.getByRole("button").click();
  await expect(size).toHaveAttribute("aria-sort", "descending");
  await expect(page).toHaveURL(/sort=-size/);
  await expect(page.getByRole("row").nth(1)).toContainText("144 GB");
});

story("keys walk the rows and open one", async ({ page }) => {
  await page.goto("/browse");
  const rows = page.locator("[data-row-link]");
  await rows.first().focus();
  await page.keyboard.press("j");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("k");
  await expect(rows.nth(1)).toBeFocused();
  await page.keyboard.press("End");
  await expect(page.locator('[data-index="49"] [data-row-link]')).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("complementary", { name: /Details of/ })).toBeVisible();
});

story.describe("a model that is not there", () => {
  // The browser itself notes the answer of the API.
  story.use({ provoked: /404/ });

  story("says so instead of failing", async ({ page }) => {
    await page.goto("/browse?model=no-such-model");
    await expect(page.getByText("The details of no-such-model cannot be shown.")).toBeVisible();
  });
});

story.describe("ten thousand models", () => {
  story.use({ sample: { entries: 10_000, hasFiles: false } });

  story("are drawn a screenful at a time, and the last one can be reached", async ({ page }) => {
    await page.goto("/browse");
    await expect(page.getByRole("main").getByText("10,000 models · ")).toBeVisible();
    await page.locator("[data-row-link]").first().focus();
    await page.keyboard.press("End");
    const last = page.locator('[data-index="9999"] [data-row-link]');
    await expect(last).toBeFocused();
    expect(await page.locator("[data-row-link]").count()).toBeLessThan(100);
    await page.keyboard.press("Home");
    await expect(page.locator('[data-index="0"] [data-row-link]')).toBeFocused();
  });
});

story.describe("an empty registry", () => {
  story.use({ sample: { entries: 0, hasFiles: false } });

  story("says what to do first", async ({ page }) => {
    await page.goto("/");
    await expect(page).toHaveURL(/\/browse/);
    await expect(page.getByText("No models yet")).toBeVisible();
    await page.getByRole("link", { name: "Scan a folder" }).click();
    await expect(page).toHaveURL(/\/download\/scan/);
  });
});

story.describe("a registry that cannot be read", () => {
  story("says that alone, wherever models would be", async ({ page, deck }) => {
    const folder = join(deck.home, "registry");
    for (const layer of ["curated", "discovered"])
      await writeFile(join(folder, `model_registry.${layer}.json`), "torn");
    for (const path of ["/browse", "/browse/roles", "/browse/compare?model=a&model=b"]) {
      await page.goto(path);
      const main = page.getByRole("main");
      await expect(main.getByText("The registry cannot be read.")).toHaveCount(1);
      await expect(
        main.getByText(/it is not JSON at line 1, column 1\. .*Repair the file/).first(),
      ).toBeVisible();
      for (const words of ["No models yet", "No model has a role.", "There are not two models to compare"])
        await expect(main.getByText(words)).toHaveCount(0);
    }
  });
});
