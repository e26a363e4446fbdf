import type { Page } from "@playwright/test";
import { makeGate } from "#tests/servers/backend/gate.ts";
import { startTestLmStudio, type TestLmStudio } from "#tests/servers/lmstudio/start-test-lmstudio.ts";
import { expectAccessible } from "./expect-accessible.ts";
import { backendPath, story } from "./ollama-story.ts";
import { expect, story as onAnyConsole } from "./story.ts";

const message = (page: Page) => page.getByRole("textbox", { name: "Message" });
const messages = (page: Page) => page.getByRole("region", { name: "Messages" });
const answers = (page: Page) => messages(page).getByRole("article").filter({ hasText: "qwen3:8b" });

async function say(page: Page, text: string): Promise<void> {
  await message(page).fill(text);
  await message(page).press("Enter");
}

story(
  "0.21 1a a chat is begun, stopped in its middle, answered again, said anew, named and deleted",
  async ({ page, ollama, gate }) => {
    await page.goto(await backendPath(page));
    await page.getByRole("button", { name: "More about qwen3:8b" }).click();
    await page.getByRole("menuitem", { name: "Chat" }).click();
    await expect(page.getByRole("heading", { name: "Chat with qwen3:8b" })).toBeVisible();
    await expect(page.getByText("qwen3:8b will be loaded first (5.2 GB).")).toBeVisible();

    // The first word is seen while the server still holds back the others.
    await say(page, "Good morning");
    await expect(answers(page)).toContainText("Hello");
    await expect(answers(page)).not.toContainText("there");
    const left = ollama.left;
    await page.keyboard.press("Escape");
    await expect(answers(page)).toContainText("It was stopped here.");
    await expect.poll(() => ollama.left).toBe(left + 1);
    await expect(message(page)).toBeFocused();

    gate.open();
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(answers(page)).toContainText("Hello there.");
    await expect(answers(page)).toContainText("5.0 tokens/s");
    await expect(answers(page)).toHaveCount(1);

    await say(page, "And in the evening?");
    await expect(answers(page)).toHaveCount(2);
    await expect(answers(page).last()).toContainText("Hello there.");
    await page.getByRole("button", { name: "Edit the message" }).first().click();
    await expect(page.getByText("3 later messages are dropped.")).toBeVisible();
    await page.getByRole("textbox", { name: "Edit the message" }).fill("Good night");
    await page.getByRole("button", { name: "Send" }).first().click();
    await expect(messages(page)).not.toContainText("evening");
    await expect(answers(page)).toHaveCount(1);
    await expect(answers(page)).toContainText("Hello there.");
    await expectAccessible(page);

    await message(page).fill("Half a tho");
    await page.reload();
    await expect(messages(page)).toContainText("Good night");
    await expect(answers(page)).toContainText("Hello there.");
    await expect(message(page)).toHaveValue("Half a tho");
  },
);

story.describe(() => {
  story.use({ provoked: /409/ });

  story("0.21 names of chats are told apart, and one that is deleted is gone", async ({ page }) => {
    const { backends } = await (await page.request.get("/api/backends")).json();
    const data = { instance: backends[0].id, model: "qwen3:8b" };
    for (const name of ["Plans", "Poems"])
      expect((await page.request.post("/api/chats", { data: { ...data, name } })).status()).toBe(201);
    await page.goto("/chat");
    const list = page.getByRole("list", { name: "Chats" });
    await list.getByRole("link", { name: /^Poems/ }).click();
    const more = page.getByRole("button", { name: "More about this chat" });
    await more.click();
    await page.getByRole("menuitem", { name: "Rename" }).click();
    const name = page.getByRole("textbox", { name: "Name of the chat" });
    await expect(name).toBeFocused();
    await name.fill("Plans");
    await name.press("Enter");
    await expect(page.getByText("There is a chat called Plans already.")).toBeVisible();
    await name.fill("Verses");
    await name.press("Enter");
    await expect(list.getByRole("link", { name: /^Verses/ })).toBeVisible();
    await more.click();
    await page.getByRole("menuitem", { name: "Delete…" }).click();
    await page.getByRole("button", { name: "Delete the chat" }).click();
    await expect(list.getByRole("link")).toHaveCount(1);
    await expect(page).toHaveURL(/\/chat$/);
  });
});

const gate = makeGate();
const beside = onAnyConsole.extend<{ studio: TestLmStudio }>({
  // biome-ignore lint/correctness/noEmptyPattern: the stage reads from this pattern what a fixture needs.
  studio: async ({}, use) => {
    const studio = await startTestLmStudio({ pace: gate.pass });
    await use(studio);
    gate.open();
    await studio.stop();
  },
  sample: async ({ studio }, use) =>
    use({ entries: 1, hasFiles: false, environment: { LMSTUDIO_URL: studio.url } }),
});

beside("3.10 nothing can be sent while LM Studio loads a model, and then it can", async ({ page }) => {
  await page.goto("/chat");
  await page.getByRole("combobox", { name: "Model" }).selectOption({ label: "○ qwen/qwen3-8b" });
  await page.getByRole("button", { name: "Begin" }).click();
  await message(page).fill("Good morning");
  const send = page.getByRole("button", { name: "Send" });
  await expect(send).toBeEnabled();
  await page.getByRole("button", { name: "Load it now" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Load", exact: true }).click();
  await gate.untilHeld();
  await page.keyboard.press("Escape");
  await expect(
    page.getByText(/^LM Studio .*is loading qwen\/qwen3-8b.*Sending waits until it is ready\.$/),
  ).toBeVisible();
  await expect(send).toBeDisabled();
  gate.open();
  await expect(send).toBeEnabled();
  await message(page).press("Enter");
  await expect(messages(page)).toContainText("All is well.");
});
