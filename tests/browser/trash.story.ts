import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { sampleEntry } from "#tests/support/make-registry.ts";
import { expectAccessible } from "./expect-accessible.ts";
import { expect, story } from "./story.ts";

story.use({ sample: { entries: 6, hasFiles: true }, provoked: /404/ });

story("files wait in the trash until they are put back, or deleted for ever", async ({ page, deck }) => {
  const { name, download_path: folder, download_files: files } = sampleEntry(0, deck.models);
  const file = join(folder, files[0] ?? "");
  const before = await readFile(file);
  const remove = async () => {
    await page.goto(`/advanced?name=${encodeURIComponent(name)}&deleteFiles=true`);
    await page.getByRole("button", { name: "Preview", exact: true }).click();
    await page.getByRole("button", { name: /^Remove / }).click();
    const dialog = page.getByRole("alertdialog");
    await dialog.getByRole("checkbox").check();
    await dialog.getByRole("button", { name: /^Remove/ }).click();
    await expect.poll(() => readFile(file).catch(() => undefined)).toBeUndefined();
  };
  await remove();
  await page.goto("/advanced/trash");
  const item = page.getByRole("list", { name: "Trash" }).getByRole("listitem").first();
  await expect(item).toContainText(name);
  await item.getByRole("button", { name: "Restore…" }).click();
  await item.getByRole("button", { name: "Preview", exact: true }).click();
  await expect(item.getByRole("list", { name: "Plan" })).toBeVisible();
  await expectAccessible(page, { what: "the plan of what is put back", themes: ["light", "dark"] });
  await item.getByRole("button", { name: /^Restore / }).click();
  await expect.poll(() => readFile(file).catch(() => undefined)).toEqual(before);
  await expect(item).toContainText("Restored");
  await expectAccessible(page, { what: "what came of it" });
  await remove();
  await page.goto("/advanced/trash");
  await item.getByRole("button", { name: "Delete for ever…" }).click();
  await item.getByRole("button", { name: "Preview", exact: true }).click();
  await item.getByRole("button", { name: /^Delete for ever / }).click();
  const dialog = page.getByRole("alertdialog");
  await expect(dialog).toContainText("This cannot be undone");
  await expectAccessible(page, { what: "the question before what goes for ever", themes: ["light", "dark"] });
  await dialog.getByRole("textbox").fill("delete 1 item");
  await dialog.getByRole("button", { name: /^Delete for ever/ }).click();
  await expect.poll(async () => (await page.request.get("/api/trash")).text()).not.toContain(name);
  await page.reload();
  await expect(page.getByText("The trash is empty.")).toBeVisible();
});
