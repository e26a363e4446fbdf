import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import { expectAccessible } from "./expect-accessible.ts";
import { expect, story } from "./story.ts";

const fixture = fileURLToPath(new URL("../fixtures/downloads-slowly.mjs", import.meta.url));
const program = `"${process.execPath}" "${fixture}"`;

async function download(page: Page, model: string): Promise<string> {
  const answer = await page.request.post("/api/runs", { data: { command: "download", input: { model } } });
  expect(answer.status()).toBe(201);
  return (await answer.json()).id;
}

const section = (page: Page, name: string) => page.getByRole("region", { name, exact: true });
const modelsIn = (page: Page, name: string) =>
  section(page, name).locator('li a[href^="/runs/"]').allTextContents();

async function cancelAll(page: Page) {
  const { runs } = await (await page.request.get("/api/runs?live=all")).json();
  const going = runs.filter((run: { state: string }) => run.state !== "ended");
  for (const { id } of going) await page.request.delete(`/api/runs/${id}`, { data: {} });
}

story.describe("the queue", () => {
  story.use({ sample: { entries: 1, hasFiles: false, program } });
  story.afterEach(({ page }) => cancelAll(page));

  story("is put in order by keyboard, and keeps that over a reload", async ({ page }) => {
    // Five programs are started and two of them go all the while.
    story.slow();
    for (const model of ["a/one", "a/two", "a/three", "a/four", "a/five"]) await download(page, model);
    await page.goto("/download/queue");
    await expect.poll(() => modelsIn(page, "In progress"), { timeout: 30_000 }).toEqual(["one", "two"]);
    expect(await modelsIn(page, "Waiting")).toEqual(["three", "four", "five"]);
    await page.getByRole("button", { name: "Move run 5 up" }).focus();
    await page.keyboard.press("Enter");
    await expect.poll(() => modelsIn(page, "Waiting")).toEqual(["three", "five", "four"]);
    await expect(page.getByRole("button", { name: "Move run 5 up" })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect.poll(() => modelsIn(page, "Waiting")).toEqual(["five", "three", "four"]);
    await expect(page.getByRole("button", { name: "Move run 5 down" })).toBeFocused();
    await page.reload();
    await expect.poll(() => modelsIn(page, "Waiting")).toEqual(["five", "three", "four"]);
    await page.setViewportSize({ width: 390, height: 844 });
    await expectAccessible(page, { themes: ["light", "dark"] });
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(sideways).toBeLessThanOrEqual(0);
  });

  story("pauses, survives a reload, and goes on to the end", async ({ page }) => {
    const id = await download(page, "a/short");
    await page.request.post(`/api/runs/${id}/pause`, { data: {} });
    await page.goto("/download/queue");
    await expect.poll(() => modelsIn(page, "Paused"), { timeout: 30_000 }).toEqual(["short"]);
    await page.reload();
    await expect(page.getByRole("complementary", { name: "The run that matters now" })).toContainText(
      "Paused",
    );
    await section(page, "Paused")
      .getByRole("button", { name: `Resume run ${id}` })
      .click();
    await expect.poll(() => modelsIn(page, "Done today"), { timeout: 30_000 }).toEqual(["short"]);
    await expect(section(page, "Paused")).toHaveCount(0);
    await page.goto(`/runs/${id}`);
    await expect(page.getByText("Resumed as")).toBeVisible();
  });

  story("tells in the title how far things are, and hiding the strip stops nothing", async ({ page }) => {
    const id = await download(page, "a/long");
    await page.goto("/browse");
    await expect(page).toHaveTitle(/^\d+ % · /);
    await page.getByRole("button", { name: /^Hide this line/ }).click();
    expect((await (await page.request.get(`/api/runs/${id}`)).json()).state).toBe("running");
    await page.request.delete(`/api/runs/${id}`, { data: {} });
    await expect(page).not.toHaveTitle(/%/, { timeout: 15_000 });
  });

  story("says when there is nothing", async ({ page }) => {
    await page.goto("/download/queue");
    await expect(page.getByText("Nothing is being fetched.")).toBeVisible();
    const notices = page.getByRole("switch", { name: "Tell me when a run ends" });
    await expect(notices).not.toBeChecked();
  });
});
