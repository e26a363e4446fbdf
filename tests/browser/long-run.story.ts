import { truncate } from "node:fs/promises";
import { join } from "node:path";
import { sampleEntry } from "#tests/support/make-registry.ts";
import { expect, story } from "./story.ts";

/** Nothing but a hole on the disk, yet hashing it takes far longer than any story. */
const hugeBytes = 400_000_000_000;

story.describe("a long run", () => {
  story.use({ sample: { entries: 3, hasFiles: true } });

  story("survives a reload and ends when it is cancelled", async ({ page, deck }) => {
    const { name, download_path: folder, download_files: files } = sampleEntry(2, deck.models);
    await truncate(join(folder, files[0] ?? ""), hugeBytes);
    const started = await page.request.post(`${deck.url}/api/runs`, {
      data: { command: "verify", input: { name, full: true } },
    });
    const { id } = await started.json();

    await page.goto(`/runs/${id}`);
    await expect(page.getByText("Running").first()).toBeVisible();
    await page.reload();
    await page.getByRole("button", { name: "Cancel run" }).first().click();
    await expect(page.getByText("Cancelled").first()).toBeVisible();
    const record = await page.request.get(`${deck.url}/api/runs/${id}`);
    expect(await record.json()).toMatchObject({ state: "ended", outcome: { kind: "cancelled" } });
  });
});
