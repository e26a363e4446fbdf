import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { ggufFile } from "#tests/servers/hub/samples/gguf-files.ts";
import { type HubRepo, startTestHub, type TestHub } from "#tests/servers/hub/start-test-hub.ts";
import { expectAccessible } from "./expect-accessible.ts";
import { expect, story as plain } from "./story.ts";

const repo = "makers/Spark-GGUF";
const shape = {
  ...{ hidden: 512, inner: 2048, layers: 8, heads: 8, kvHeads: 8 },
  ...{ vocabulary: 4_000, context: 4096 },
};
const weights = (quantization: string) =>
  ggufFile({ path: `Spark-${quantization}.gguf`, name: "Spark", shape, quantization });

const repos: HubRepo[] = [
  {
    ...{ name: repo, pipelineTag: "text-generation", license: "mit", labels: ["gguf"], tags: { v1: "main" } },
    files: [
      { path: "README.md", content: "# Spark\n<b>Small</b>." },
      ...["Q2_K", "Q4_K_M", "Q8_0"].map(weights),
    ],
  },
  {
    name: "makers/pickled",
    files: [
      { path: "pytorch_model.bin", bytes: 300_000 },
      { path: "config.json", content: `{"model_type":"llama","auto_map":{"AutoModel":"x.Y"}}` },
    ],
  },
  {
    name: "makers/locked",
    gated: "auto",
    files: [
      { path: "model.safetensors", bytes: 300_000 },
      { path: "config.json", content: "{}" },
    ],
  },
];

/** A hub that is slow enough for people, which the console has been told to ask. */
const story = plain.extend<{ hub: TestHub }>({
  hub: async ({ deck }, use) => {
    const hub = await startTestHub({ repos, bytesPerSecond: 1_000_000 });
    await writeFile(join(deck.home, "settings.json"), JSON.stringify({ hubEndpoint: hub.url }));
    await use(hub);
    await hub.close();
  },
});

story.use({ sample: { entries: 1, hasFiles: false, environment: { HF_ENDPOINT: "" } } });

const themes = ["dark", "light"] as const;

async function sha256Of(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}

story(
  "a model is found, looked into, chosen, fetched in two goes and is in Browse",
  async ({ page, deck, hub }) => {
    story.setTimeout(240_000);
    await page.goto("/download");
    await expectAccessible(page, { themes });
    const box = page.getByRole("searchbox", { name: /Search Hugging Face/ });
    await box.fill("spark");
    const found = page.getByRole("link", { name: repo });
    await expect(found).toBeVisible();
    await expectAccessible(page, { themes });
    await box.press("ArrowDown");
    await expect(found).toBeFocused();
    await found.press("Enter");
    await expect(page).toHaveURL(/repo=makers%2FSpark-GGUF/);
    await expect(page.getByRole("heading", { name: repo })).toBeFocused();
    const balanced = page.getByRole("checkbox", { name: "Q4_K_M" });
    await expect(balanced).toBeChecked();
    await page.getByRole("button", { name: "How Q4_K_M fits" }).click();
    await expect(page.getByRole("rowheader", { name: "KV cache" })).toBeVisible();
    await page.getByRole("combobox", { name: "Context" }).selectOption({ label: "4k tokens" });
    await expect(page.getByText(/8 layers × 4,096 tokens/)).toBeVisible();
    await page.getByText("README", { exact: true }).click();
    await expect(page.getByText("<b>Small</b>")).toBeVisible();
    const words = page.getByRole("tabpanel");
    await expect(words).toContainText(`--weights=Q4_K_M -- ${repo}`);
    await page.getByRole("checkbox", { name: "Q8_0" }).check();
    await expect(words).toContainText("--weights=Q4_K_M,Q8_0");
    await page.getByRole("checkbox", { name: "Q8_0" }).uncheck();
    await expectAccessible(page, { themes });
    await page.setViewportSize({ width: 390, height: 844 });
    await expectAccessible(page, { themes });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await page.setViewportSize({ width: 1440, height: 900 });

    const download = page.getByRole("button", { name: /^Download \d/ });
    await expect(download).toBeEnabled();
    await download.press("Enter");
    const runs = page.getByRole("region", { name: "Downloads of this repository" });
    await expect(runs.getByText(/\d [KM]B\/s/).first()).toBeVisible({ timeout: 30_000 });
    await expect(download).toBeFocused();
    await expect(download).toBeDisabled();
    await runs.getByRole("button", { name: /^Pause run/ }).click();
    await expect(runs.getByRole("button", { name: /^Resume run/ })).toBeVisible({ timeout: 30_000 });
    await expect(page.getByRole("button", { name: "Resume", exact: true })).toBeEnabled();
    await expect(download).toHaveCount(0);
    await expectAccessible(page, { themes });
    await page.reload();
    hub.pace();
    await runs.getByRole("button", { name: /^Resume run/ }).click();
    const browse = runs.getByRole("link", { name: "Show in Browse" });
    await expect(browse).toBeVisible({ timeout: 60_000 });
    await expectAccessible(page, { themes });
    const file = "Spark-Q4_K_M.gguf";
    expect(await sha256Of(join(deck.models, repo, file))).toBe(await hub.sha256(repo, file));
    await browse.click();
    await expect(page).toHaveURL(/\/browse\?model=/);
    await expect(page.getByRole("heading", { name: /spark/i }).first()).toBeVisible();
  },
);

story("what can carry code comes only after a yes", async ({ page, hub }) => {
  await page.goto("/download");
  const box = page.getByRole("searchbox", { name: /Search Hugging Face/ });
  await box.fill(`${hub.url}/makers/pickled/tree/main`);
  await box.press("Enter");
  const yes = page.getByRole("checkbox", { name: /I trust the maker/ });
  await expect(yes).toBeVisible();
  const download = page.getByRole("button", { name: /^Download / });
  await expect(download).toBeDisabled();
  await yes.check();
  await expect(page.getByRole("tabpanel")).toContainText("--accept-code");
  await expect(download).toBeEnabled();
  await expectAccessible(page, { themes });
});

story.describe("what the hub refuses", () => {
  story.use({ provoked: /status of 40[134]|status of 50\d/ });

  story("is said with the next thing to do", async ({ page, hub }) => {
    await page.goto("/download?repo=makers/nothing-of-this-name");
    await expect(page.getByText(/There is no model makers\/nothing-of-this-name/)).toBeVisible();
    await page.getByRole("button", { name: "Search for “nothing-of-this-name”" }).click();
    await expect(page.getByText("The hub finds nothing for “nothing-of-this-name”.")).toBeVisible();
    await expectAccessible(page, { themes });
    await page.goto("/download?repo=makers/locked");
    await expect(page.getByRole("link", { name: "Accept its terms" })).toHaveAttribute(
      "href",
      `${hub.url}/makers/locked`,
    );
    await expect(page.getByRole("button", { name: /^Download/ })).toBeDisabled();
    await expectAccessible(page, { themes });
    await hub.stop();
    await page.goto("/download?q=anything");
    await expect(page.getByText(/cannot be reached/)).toBeVisible({ timeout: 30_000 });
    await expect(page.getByRole("link", { name: "Test the connection" })).toBeVisible();
    await expectAccessible(page, { themes });
  });
});
