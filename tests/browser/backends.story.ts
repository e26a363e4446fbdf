import type { Page } from "@playwright/test";
import { openTestOllama } from "#tests/servers/ollama/open-test-ollama.ts";
import { openTestRegistry } from "#tests/servers/ollama/open-test-registry.ts";
import { expectAccessible } from "./expect-accessible.ts";
import { backendPath, phi, story } from "./ollama-story.ts";
import { expect } from "./story.ts";

const sidebar = (page: Page) => page.getByRole("complementary", { name: "Sidebar" });
const inMemory = (page: Page) => page.getByRole("list", { name: /^In the memory of/ });

story("a server is found, a model loaded, watched, tested and unloaded", async ({ page, ollama, gate }) => {
  await page.goto("/backends");
  const card = page.getByRole("list", { name: "Servers" }).getByRole("listitem").first();
  await expect(card).toContainText("Healthy");
  await expect(card).toContainText("1 model, nothing in memory");
  await card.getByRole("link", { name: "Open" }).click();
  const words = Promise.withResolvers<void>();
  await page.route("**/api/commands/backend-load/preview", async (route) => {
    await words.promise;
    await route.continue();
  });
  await page.getByRole("button", { name: "Load qwen3:8b" }).click();
  const dialog = page.getByRole("dialog");
  const load = dialog.getByRole("button", { name: "Load", exact: true });
  await load.click({ trial: true });
  const place = await load.boundingBox();
  words.resolve();
  await expect(dialog.getByText("In the server’s own words")).toBeVisible();
  expect(await load.boundingBox(), "the button stays where it is when the words come").toEqual(place);
  await load.click();
  await expect(dialog.getByText("Loaded 1 model.").first()).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(inMemory(page)).toContainText("6.2 GB");
  await expect(sidebar(page)).toContainText("1 running · 6.2 GB");

  // What changes at the server without anybody here having a part in it.
  ollama.load(phi, "2h", 8192);
  await expect(inMemory(page)).toContainText("phi4:14b");
  await expect(inMemory(page)).toContainText("8,192 tokens");
  await expect(sidebar(page)).toContainText("2 running");

  gate.open();
  await page.getByRole("button", { name: "Test it" }).click();
  await expect(page.getByText("Hello there.")).toBeVisible();
  await expect(page.getByText("Answered in")).toBeVisible();
  await expect(page.getByText("5.0 tokens/s", { exact: true })).toBeVisible();
  await expectAccessible(page);

  await inMemory(page).getByRole("button", { name: "Unload qwen3:8b" }).click();
  await dialog.getByRole("button", { name: "Unload", exact: true }).click();
  await expect(dialog.getByText("Unloaded 1 model.").first()).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(inMemory(page)).not.toContainText("qwen3:8b");
  expect([...ollama.running.keys()]).toEqual(["phi4:14b"]);
});

story(
  "a pull is seen layer by layer, cancelled, and gone on with to its end",
  async ({ page, ollama, gate }) => {
    await page.goto(await backendPath(page));
    const pull = async () => {
      await page.getByRole("button", { name: "Pull a model" }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByLabel("Models").fill("phi4:14b");
      await dialog.getByRole("button", { name: "Pull", exact: true }).click();
      return dialog;
    };
    const first = await pull();
    await gate.untilHeld();
    gate.step();
    await expect(first.getByRole("progressbar", { name: /2222/ })).toBeVisible();
    await expect(first).toContainText("2.3 GB of 9 GB");
    await first.getByRole("button", { name: /^Cancel run/ }).click();
    await expect(first).toContainText("the same command goes on from there");
    expect(ollama.models.has("phi4:14b")).toBe(false);
    await page.keyboard.press("Escape");

    const second = await pull();
    await gate.untilHeld();
    await expect(second).toContainText("2.3 GB of 9 GB");
    gate.open();
    await expect(second.getByText("Pulled 1 model.").first()).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("list", { name: "Models" })).toContainText("phi4:14b");
  },
);

story("what one server lacks of another is offered, and brought", async ({ page, ollama }) => {
  const layers = [{ kind: "model", content: Buffer.from("weights") }];
  const registry = await openTestRegistry([{ name: "ns/known", tag: "latest", layers }]);
  const known = {
    name: `${new URL(registry.url).host}/ns/known:latest`,
    digest: registry.digestOf("/v2/ns/known/manifests/latest"),
  };
  const other = await openTestOllama({ models: [known] });
  Object.assign(ollama.options, { offers: [known] });
  try {
    const data = { name: "Attic", kind: "ollama", url: other.url };
    expect((await page.request.post("/api/backends", { data })).status()).toBe(201);
    await page.goto("/backends");
    await page
      .getByRole("link", { name: /^Ollama/ })
      .first()
      .click();
    await page.getByRole("button", { name: "Compare with…" }).click();
    await page.getByRole("menuitem", { name: "Bring here what Attic has" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("More options").click();
    await dialog.getByLabel("Insecure").check();
    await dialog.getByLabel("Dry run").check();
    await dialog.getByRole("button", { name: "Sync", exact: true }).click();
    await expect(dialog).toContainText("1 model to bring to Ollama");
    expect(ollama.models.has(known.name)).toBe(false);
    await dialog.getByLabel("Dry run").uncheck();
    await dialog.getByRole("button", { name: "Sync", exact: true }).click();
    await expect(dialog.getByText("Brought 1 model.").first()).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("list", { name: "Models" })).toContainText(known.name);
  } finally {
    await other.close();
    await registry.close();
  }
});
