import { makeModelFolder } from "#tests/support/make-registry.ts";
import { expect, story } from "./story.ts";

story.describe("a run", () => {
  story.use({ sample: { entries: 3, hasFiles: true } });

  story("is found again after a reload, with every line and its ending", async ({ page, deck }) => {
    await makeModelFolder(deck.models, "reloaded");
    await page.goto("/commands/scan");
    // A run begins with the answer to its start; before that there is nothing to find again.
    const started = page.waitForResponse(
      (answer) => answer.request().method() === "POST" && answer.status() === 201,
    );
    await page.getByRole("button", { name: "Preview", exact: true }).click();
    await started;
    await page.reload();
    await page.goto("/runs");
    await page
      .getByRole("link", { name: /^Scan a folder/ })
      .first()
      .click();
    await expect(page).toHaveURL(/\/runs\/.+/);
    await expect(page.getByText("Rehearsal", { exact: true }).first()).toBeVisible();
    const answer = await page.request.get(`${deck.url}/api/runs`);
    const { runs } = await answer.json();
    const log = await page.request.get(`${deck.url}/api/runs/${runs[0].id}/log`);
    const lines = (await log.text()).trimEnd().split("\n");
    await page.reload();
    await expect(page.getByText(lines.at(-1) ?? "").first()).toBeVisible();
  });
});
