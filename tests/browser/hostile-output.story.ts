import { fileURLToPath } from "node:url";
import { expect, story } from "./story.ts";

const fixture = fileURLToPath(new URL("../fixtures/prints-spite.mjs", import.meta.url));

story.use({ sample: { entries: 3, hasFiles: false, program: `"${process.execPath}" "${fixture}"` } });

story("what a program prints is text on the page, whatever it prints", async ({ page, deck }) => {
  const started = await page.request.post(`${deck.url}/api/runs`, { data: { command: "list", input: {} } });
  const { id } = await started.json();
  const events = await (await page.request.get(`${deck.url}/api/runs/${id}/events`)).text();
  expect(events.match(/^event: ended$/gm)).toHaveLength(1);
  expect(events).toContain('"code":4');
  await page.goto(`/runs/${id}`);
  await expect(page.getByText("last line").first()).toBeVisible();
  await expect(page.getByText("onerror=window.hurt").first()).toBeVisible();
  expect(await page.evaluate(() => "hurt" in window)).toBe(false);
  const main = page.getByRole("main");
  expect(await main.locator("img, script:not([nonce]), iframe").count()).toBe(0);
  const links = await main
    .locator("a[href]")
    .evaluateAll((all) => all.map((link) => (link instanceof HTMLAnchorElement ? link.protocol : "none")));
  expect(links.filter((scheme) => !/^https?:$/.test(scheme))).toEqual([]);
  const steering = /\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u;
  expect((await main.innerText()).split(/[\n\t\r]/).filter((line) => steering.test(line))).toEqual([]);
  await page.goto("/runs");
  await expect(page.getByRole("link", { name: new RegExp(`#?${id}\\b`) }).first()).toBeVisible();
  expect(await page.evaluate(() => "hurt" in window)).toBe(false);
});
