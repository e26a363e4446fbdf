import { createServer } from "node:http";
import { expect, story } from "./story.ts";

story.describe("somebody else's page", () => {
  // The browser says what it refused.
  story.use({ provoked: /./ });

  story("a page of another name that resolves here gets nothing", async ({ page, deck }) => {
    const answer = await page.goto(`http://evil.test:${deck.port}/browse`);
    expect(answer?.status()).toBe(421);
    await expect(page.locator("body")).not.toContainText("llama");
  });

  story("a page of another origin can neither read the registry nor start a run", async ({ page, deck }) => {
    const stranger = createServer((_request, response) => {
      response.setHeader("content-type", "text/html");
      response.end("<!doctype html><title>Stranger</title>");
    });
    await new Promise<void>((resolve) => stranger.listen(0, "127.0.0.1", resolve));
    const address = stranger.address();
    if (address === null || typeof address === "string") throw new Error("The stranger has no port.");
    await page.goto(`http://evil.test:${address.port}/`);
    const got = await page.evaluate(async (url) => {
      const ask = (path: string, init?: RequestInit) =>
        fetch(`${url}${path}`, init).then(
          async (response) => `${response.type} ${response.status} ${await response.text()}`,
          () => "refused",
        );
      const body = JSON.stringify({ command: "normalize-formats", input: {} });
      return [
        await ask("/api/registry"),
        await ask("/api/registry", { mode: "no-cors" }),
        await ask("/api/runs", { method: "POST", body, mode: "no-cors" }),
        await ask("/api/runs", { method: "POST", body, headers: { "content-type": "application/json" } }),
      ];
    }, deck.url);
    expect(got.map((words) => words.replace("opaque 0 ", "opaque"))).toEqual([
      "refused",
      expect.stringMatching(/^(refused|opaque)$/),
      expect.stringMatching(/^(refused|opaque)$/),
      "refused",
    ]);
    await new Promise((resolve) => stranger.close(resolve));
    const runs = await page.request.get(`${deck.url}/api/runs`);
    expect(await runs.json()).toMatchObject({ runs: [] });
  });
});

story("the palette finds a model by keyboard alone", async ({ page }) => {
  await page.goto("/runs");
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.type("phi-4-14b-gguf");
  await expect(page.getByRole("option", { name: /phi-4-14b/ }).first()).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/model=phi-4-14b/);
});
