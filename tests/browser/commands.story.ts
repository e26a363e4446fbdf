import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { makeModelFolder, sampleEntry } from "#tests/support/make-registry.ts";
import { expect, story } from "./story.ts";

story.describe("with the files of the models there", () => {
  // While a model is gone the browser notes that its details are, too.
  story.use({ sample: { entries: 6, hasFiles: true }, provoked: /404/ });

  story("a scan shows its plan first, and its rows appear when it was applied", async ({ page, deck }) => {
    await makeModelFolder(deck.models, "tiny-chat");
    await page.goto("/download/scan");
    await page.getByRole("button", { name: "Preview", exact: true }).click();
    await expect(page.getByText(/tiny-chat/).first()).toBeVisible();
    const before = await readFile(join(deck.home, "registry", "model_registry.discovered.json"), "utf8");
    expect(before).not.toContain("tiny-chat");

    await page.getByRole("button", { name: /^(Add|Apply).* 1 / }).click();
    await expect(page.getByText(/^Run #/).first()).toBeVisible();
    await page.goto("/browse?q=tiny-chat");
    await expect(page.getByText("1 of 7 models")).toBeVisible();
  });

  story("verifying a model from the list reports on that model", async ({ page }) => {
    await page.goto("/browse");
    await page
      .getByRole("button", { name: /Actions for/ })
      .first()
      .click();
    await page.getByRole("menuitem", { name: "Verify" }).click();
    const dialog = page.getByRole("dialog", { name: /^Verify / });
    await dialog.getByRole("button", { name: "Check", exact: true }).click();
    await expect(dialog.getByText(/done in|took/).first()).toBeVisible();
  });

  story("a model removed with its files comes back whole when it is undone", async ({ page, deck }) => {
    const { name, download_path: folder, download_files: files } = sampleEntry(0, deck.models);
    const file = join(folder, files[0] ?? "");
    const registry = join(deck.home, "registry", "model_registry.curated.json");
    await writeFile(join(folder, "notes.txt"), "kept beside the weights\n");
    const before = { weights: await readFile(file), registry: await readFile(registry, "utf8") };

    await page.goto(`/advanced?name=${encodeURIComponent(name)}`);
    await page.getByRole("radio", { name: /Purge entirely/ }).check();
    await page.getByRole("button", { name: "Preview", exact: true }).click();
    await page.getByRole("button", { name: /^(Remove|Apply)/ }).click();
    const dialog = page.getByRole("alertdialog");
    await expect(dialog.getByRole("button", { name: "Cancel" })).toBeFocused();
    await dialog.getByRole("textbox").fill(name);
    await dialog.getByRole("button", { name: /^(Remove|Purge|Apply)/ }).click();
    await expect(page.getByRole("button", { name: "Undo" }).first()).toBeVisible();
    expect(await readdir(deck.models).then((names) => names.includes(name))).toBe(false);

    await page.getByRole("button", { name: "Undo" }).first().click();
    await expect.poll(() => readFile(file).catch(() => undefined)).toEqual(before.weights);
    await expect.poll(() => readFile(registry, "utf8")).toBe(before.registry);
    expect(await readFile(join(folder, "notes.txt"), "utf8")).toBe("kept beside the weights\n");
  });

  story("a second tab sees what the first one changed", async ({ page, context, deck }) => {
    const other = await context.newPage();
    await other.goto("/browse");
    await expect(other.getByRole("main").getByText("6 models · ")).toBeVisible();
    await makeModelFolder(deck.models, "second-tab");
    await page.goto("/download/scan");
    await page.getByRole("button", { name: "Preview", exact: true }).click();
    await page.getByRole("button", { name: /^(Add|Apply).* 1 / }).click();
    await expect(page.getByText(/^Run #/).first()).toBeVisible();
    await other.bringToFront();
    await expect(other.getByRole("main").getByText("7 models · ")).toBeVisible();
  });
});
