import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { startTestHub, type TestHub } from "#tests/servers/hub/start-test-hub.ts";
import { expectAccessible } from "./expect-accessible.ts";
import { expect, story as plain } from "./story.ts";

const token = "hf_annannannannannannann";
const repos = [{ name: "makers/tiny", labels: ["gguf"], files: [{ path: "m.gguf", bytes: 2_000_000 }] }];

const story = plain.extend<{ hub: TestHub }>({
  hub: async ({ deck }, use) => {
    const hub = await startTestHub({ repos, tokens: { [token]: { name: "ann" } } });
    await writeFile(join(deck.home, "settings.json"), JSON.stringify({ hubEndpoint: hub.url }));
    await use(hub);
    await hub.close();
  },
});

story.use({ sample: { entries: 1, hasFiles: false, environment: { HF_ENDPOINT: "" } } });

story("the way to the hub is tested hop by hop, and again when the hub is gone", async ({ page, hub }) => {
  await page.goto("/advanced/settings");
  await page.getByRole("button", { name: "Test connection" }).click();
  const hops = page.getByRole("list", { name: "Hops" }).getByRole("listitem");
  await expect(page.getByText(`${hub.url} is in reach.`)).toBeVisible();
  await expect(hops).toHaveCount(7);
  await expect(hops.last()).toContainText("Weights come from");
  await expectAccessible(page);
  await hub.stop();
  await page.getByRole("button", { name: "Test again" }).click();
  await expect(page.getByText(`The way to ${hub.url} is blocked.`)).toBeVisible();
  await expect(hops.nth(3)).toContainText(`nothing answers at ${hub.url}`);
});

story(
  "a token is saved by its command, sent to the hub, and shown to nobody",
  async ({ page, deck, hub }) => {
    await page.goto("/advanced/settings");
    await expect(page.getByText("No token is sent.")).toBeVisible();
    await page.getByRole("button", { name: "Change Token" }).click();
    await page.getByLabel("New value of Token").fill(token);
    await page.getByRole("button", { name: "Preview" }).click();
    await expect(page.getByText("MODELDECK_SETTING_SECRET=…")).toBeVisible();
    await page.getByRole("button", { name: "Save this setting" }).click();
    await expect(page.getByText("hub-token is saved.").first()).toBeVisible();
    await expect(page.getByText("hf_…nann is sent to the hub.")).toBeVisible();
    await page.getByRole("button", { name: "Close" }).first().click();
    await page.getByRole("button", { name: "Test connection" }).click();
    await expect(page.getByText("hf_…nann from settings.json belongs to ann")).toBeVisible();
    expect(hub.requests.at(-1)?.host).toBe("cdn");
    expect(
      hub.requests.filter(({ host }) => host === "cdn").map(({ authorization }) => authorization),
    ).toEqual([undefined]);
    expect(await page.content()).not.toContain(token);
    expect(JSON.parse(await readFile(join(deck.home, "settings.json"), "utf8")).hubToken).toBe(token);
  },
);

story("a rate is saved, taken back, and is as usual again", async ({ page, hub: _hub }) => {
  await page.goto("/advanced/settings");
  const row = page.locator("dl > div").filter({ hasText: "All downloads together go no faster" });
  await row.getByRole("button", { name: "Change Rate" }).click();
  await row.getByLabel("New value of Rate").fill("20MB");
  await row.getByRole("button", { name: "Preview" }).click();
  await row.getByRole("button", { name: "Save this setting" }).click();
  await expect(row.getByText("20 MB/s")).toBeVisible();
  await row.getByRole("button", { name: "Undo" }).click();
  await expect(row.getByText("no limit")).toBeVisible();
});
