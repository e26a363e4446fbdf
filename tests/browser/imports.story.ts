import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { makeGgufModel } from "#tests/support/make-gguf.ts";
import { makeCachedRepo } from "#tests/support/make-hub-cache.ts";
import { makeFolder } from "#tests/support/make-model.ts";
import { makeOllamaStore } from "#tests/support/make-ollama-store.ts";
import type { BuiltConsole } from "./built-console.ts";
import { expectAccessible } from "./expect-accessible.ts";
import { expect, story } from "./story.ts";

const gguf = makeGgufModel({ fileType: 15, types: [12, 12] });

const namesIn = async ({ home }: BuiltConsole): Promise<string[]> => {
  const text = await readFile(join(home, "registry", "model_registry.discovered.json"), "utf8");
  return (JSON.parse(text) as { name: string }[]).map(({ name }) => name);
};

const preview = (page: Page) => page.getByRole("button", { name: "Preview", exact: true }).click();
const tick = (page: Page, name: string) =>
  page.getByRole("list", { name: "Plan" }).getByRole("checkbox", { name: `${name} is part of the plan` });
const undo = (page: Page) => page.locator("main").getByRole("button", { name: "Undo" });

story.use({ sample: { entries: 1, hasFiles: false } });
/** Each starts several runs, one after the other. */
story.describe.configure({ timeout: 180_000 });

story(
  "a scan shows what it found, leaves out what is not wanted, and is taken back",
  async ({ page, deck }) => {
    await makeFolder(deck.models, {
      "acme/One-GGUF/one-Q4_K_M.gguf": gguf,
      "acme/Two-GGUF/two-Q4_K_M.gguf": gguf,
    });
    await page.goto("/download/scan");
    await expect(page.locator("main").getByText(deck.models)).toBeVisible();
    await preview(page);
    await tick(page, "two_(Q4_K_M)").uncheck();
    await page.getByRole("button", { name: /^Preview \d+ of \d+/ }).click();
    await page.getByRole("button", { name: "Add 1 entry" }).click();
    await expect(undo(page)).toBeInViewport();
    expect(await namesIn(deck)).toContain("one_(Q4_K_M)");
    expect(await namesIn(deck)).not.toContain("two_(Q4_K_M)");
    await expectAccessible(page);
    await undo(page).click();
    await expect(page.locator("main").getByRole("button", { name: "Undone" })).toBeVisible();
    expect(await namesIn(deck)).not.toContain("one_(Q4_K_M)");
  },
);

story("Ollama's store is imported without a server, and its models are in Browse", async ({ page, deck }) => {
  await makeOllamaStore(join(deck.home, ".ollama", "models"), [
    { id: "llama3.1:8b-instruct-q4_K_M", weights: "shared" },
    { id: "llama3.1:latest", weights: "shared" },
    { id: "gone:1b", fault: "missing" },
  ]);
  await page.goto("/download/ollama");
  const places = page.getByRole("region", { name: "Ollama on this machine" });
  await expect(places.getByText(/^3 models/)).toBeVisible();
  await page.getByRole("combobox", { name: "Ask" }).selectOption("store");
  await preview(page);
  await expect(page.getByText(/gone:1b is left out/)).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Import 2 entries" }).click();
  await expect(page.getByText("Imported 2 Ollama models, 1 left out as incomplete.").first()).toBeVisible();
  await page.goto("/browse");
  await expect(page.getByText("llama3.1-8b-instruct (Q4_K_M)").first()).toBeVisible();
});

story("LM Studio's models and those of the cache come in where they lie", async ({ page, deck }) => {
  await makeFolder(join(deck.home, ".lmstudio", "models"), { "bart/Tiny-GGUF/Tiny-Q4_K_M.gguf": gguf });
  const cache = join(deck.home, ".cache", "huggingface", "hub");
  await makeCachedRepo(cache, "own/Cached-GGUF", {
    ["1".repeat(40)]: { refs: ["main"], files: { "cached-Q4_K_M.gguf": gguf } },
  });
  await page.goto("/download/stores");
  const places = page.getByRole("region", { name: "On this machine" });
  await expect(places.getByText(/^1 model/)).toHaveCount(2);
  await preview(page);
  await page.getByRole("button", { name: "Import 1 entry" }).click();
  await expect(undo(page)).toBeInViewport();
  await page.getByRole("link", { name: /^Import from the Hugging Face cache/ }).click();
  await expect(page.getByRole("heading", { name: "Import from the Hugging Face cache" })).toBeVisible();
  await preview(page);
  await page.getByRole("button", { name: "Import 1 entry" }).click();
  await expect(undo(page)).toBeInViewport();
  expect(await namesIn(deck)).toEqual(expect.arrayContaining(["tiny_(Q4_K_M)", "cached_(Q4_K_M)"]));
  await expectAccessible(page);
});

story("a file is brought in under a name, with its copy verified", async ({ page, deck }) => {
  const file = join(deck.models, "inbox.Q4_K_M.gguf");
  await makeFolder(deck.models, { "inbox.Q4_K_M.gguf": gguf });
  await page.goto("/download/stores?command=import-file");
  await page.getByLabel("From").fill(file);
  await page.getByLabel("File under").fill("own/inbox");
  await preview(page);
  await expect(page.getByText(/1 file .* to copy to/)).toBeVisible();
  await page.getByRole("button", { name: /^Import/ }).click();
  await expect(page.getByText("Imported inbox_(Q4_K_M).").first()).toBeVisible();
  expect(await readFile(join(deck.models, "own", "inbox", "inbox.Q4_K_M.gguf"))).toEqual(gguf);
});

story("what a list names and is missing is queued at one press", async ({ page, deck }) => {
  const list = join(deck.models, "models.json");
  await makeFolder(deck.models, { "x/y/.keep": "" });
  const model = {
    name: "far_(Q4_K_M)",
    backend: "vllm",
    repo: "own/Far-GGUF",
    quantization: "q4_k_m",
    files: [],
  };
  await writeFile(list, JSON.stringify({ format: "modeldeck-models", version: 1, models: [model] }));
  await page.goto("/download/stores?command=import-models");
  await page.getByLabel("List").fill(list);
  await preview(page);
  await page.getByRole("button", { name: "Import 1 entry" }).click();
  await page.getByRole("button", { name: "Queue 1 download" }).click();
  await expect(page.getByText("Queued 1 download.")).toBeVisible();
  await expectAccessible(page);
});

story("where nothing is found, the places are told that were looked at", async ({ page, deck }) => {
  await page.goto("/download/stores");
  const places = page.getByRole("region", { name: "On this machine" });
  await expect(places.getByText(join(deck.home, ".lmstudio", "models"))).toBeVisible();
  await expect(places.getByText("No cache was found.")).toBeVisible();
  await preview(page);
  await expect(page.getByText(/LM Studio's models were not found/).first()).toBeVisible();
  await expectAccessible(page);
});
