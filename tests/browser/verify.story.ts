import { readFile, rm, truncate } from "node:fs/promises";
import { join } from "node:path";
import { sampleEntry } from "#tests/support/make-registry.ts";
import { expectAccessible } from "./expect-accessible.ts";
import { expect, story } from "./story.ts";

story.describe("with the files of the models there", () => {
  // The kept details of a model whose files are gone are asked for again.
  story.use({ sample: { entries: 12, hasFiles: true }, provoked: /404/ });

  story("what is gone is found, checked again alone, and forgotten with a plan", async ({ page, deck }) => {
    const { name, download_path: folder } = sampleEntry(1, deck.models);
    await rm(folder, { recursive: true });
    await page.goto("/advanced/verify");
    await page.getByRole("button", { name: "Check", exact: true }).click();
    const report = page.getByRole("region", { name: "Report" });
    await expect(report.getByText(`path missing: ${folder}`)).toBeVisible();
    await page.getByRole("button", { name: "missing 1", exact: true }).click();
    await expect(report.getByRole("row")).toHaveCount(2);

    await expectAccessible(page);

    const wide = page.viewportSize() ?? { width: 1440, height: 900 };
    await page.setViewportSize({ width: 390, height: 844 });
    await expect(report.getByRole("cell", { name: "State missing", exact: true })).toBeVisible();
    expect(await report.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
    await page.setViewportSize(wide);

    const saving = page.waitForEvent("download");
    await page.getByRole("button", { name: "CSV" }).click();
    const saved = await readFile(await (await saving).path(), "utf8");
    expect(saved).toMatch(new RegExp(`^Name,State,Says,Path.*\r\n${name},missing,`));

    await page.getByRole("link", { name: "Verify only these again" }).click();
    await expect(page).toHaveURL(/\/advanced\/verify\?name=/);
    await expect(page.getByRole("combobox", { name: "Model" })).toHaveValue(name);
    await page.getByRole("button", { name: "Check", exact: true }).click();
    await expect(page.getByText("1 of 1 model needs attention.").first()).toBeVisible();

    await page.getByRole("checkbox", { name: "Forget what is gone" }).check();
    await page.getByRole("button", { name: "Preview", exact: true }).click();
    await page.getByRole("button", { name: /^(Fix|Apply)/ }).click();
    await expect(page.getByText(/Cleared the download of 1 entry/).first()).toBeVisible();
    const registry = await readFile(join(deck.home, "registry", "model_registry.discovered.json"), "utf8");
    const entry = JSON.parse(registry).find((each: { name: string }) => each.name === name);
    expect(entry).toMatchObject({ download_path: null });
  });

  story("several models are checked byte by byte, and their files are told of", async ({ page, deck }) => {
    const [one, other] = [1, 3].map((index) => sampleEntry(index, deck.models).name);
    await page.goto(`/advanced/verify?name=${one}&name=${other}&full=true`);
    await expect(page.getByRole("checkbox", { name: "Every byte" })).toBeChecked();
    await page.getByRole("button", { name: "Check", exact: true }).click();
    await expect(page.getByText("2 of 2 models need attention.").first()).toBeVisible();
    // The hashes in the sample are made up.
    await page.getByRole("button", { name: /^Files/ }).click();
    await expect(page.getByRole("table").getByText("changed").first()).toBeVisible();
    await expect(page.getByRole("button", { name: "JSON" })).toBeEnabled();
  });

  story("a check that is cancelled is called that wherever it is told of", async ({ page, deck }) => {
    const { name, download_path: folder, download_files: files } = sampleEntry(1, deck.models);
    await truncate(join(folder, files[0] ?? ""), 400e9);
    await page.goto(`/advanced/verify?name=${name}&full=true`);
    await expect(page.getByText(/what was read whole is not read again/)).toBeVisible();
    await page.getByRole("button", { name: "Check", exact: true }).click();
    const box = page.locator('[data-slot="status-box"]');
    const strip = page.getByRole("complementary", { name: "The run that matters now" });
    // What ended before anybody saw it matters to nobody.
    await expect(strip).toBeVisible();
    await box.getByRole("button", { name: "Cancel" }).click();
    await expect(box.getByText(/^Verify models · cancelled after /)).toBeVisible();
    await expect(box.getByText("It was cancelled before it was finished.")).toBeVisible();
    await expect(strip.getByText("Cancelled:")).toBeAttached();
    await expect(page.getByText(/failed/i)).toHaveCount(0);
  });
});
