import type { Page } from "@playwright/test";
import { openTestOllama } from "#tests/servers/ollama/open-test-ollama.ts";
import { expect, story } from "./story.ts";

const model = { name: "qwen3:8b", size: 5_200_000_000 };
const card = (page: Page, name: string) =>
  page.getByRole("list", { name: "Servers" }).getByRole("listitem").filter({ hasText: name });

story.describe("many tabs", () => {
  story.use({ sample: { entries: 1, hasFiles: false }, provoked: /ERR_INTERNET_DISCONNECTED/ });

  story(
    "R22 ten of them share one stream, and know how things are after a time offline",
    async ({ context, page }) => {
      const ollama = await openTestOllama({ models: [model] });
      try {
        const streams: string[] = [];
        context.on("request", (request) => {
          if (request.url().includes("/api/live")) streams.push(request.url());
        });
        const data = { name: "Attic", kind: "ollama", url: ollama.url };
        const { id } = await (await page.request.post("/api/backends", { data })).json();
        // Somebody asks for a look at it, which spares the wait for the next one.
        const look = () => context.request.post(`/api/backends/${id}/refresh`, { data: {} });
        const others = await Promise.all(Array.from({ length: 9 }, () => context.newPage()));
        const tabs = [page, ...others];
        await Promise.all(tabs.map((tab) => tab.goto("/backends", { waitUntil: "commit" })));
        for (const tab of tabs) await expect(card(tab, "Attic")).toContainText("nothing in memory");
        expect(streams).toHaveLength(1);

        ollama.load(model, "2h", 8192);
        await look();
        for (const tab of tabs) await expect(card(tab, "Attic")).toContainText("8,192 tokens");

        await context.setOffline(true);
        await page.waitForFunction(() => !navigator.onLine);
        ollama.unload(model.name);
        await look();
        await context.setOffline(false);
        for (const tab of tabs) await expect(card(tab, "Attic")).toContainText("nothing in memory");

        // The one that held the stream goes, and another takes its place.
        await page.close();
        ollama.load(model, "2h", 4096);
        await look();
        for (const tab of others) await expect(card(tab, "Attic")).toContainText("4,096 tokens");
      } finally {
        await ollama.close();
      }
    },
  );
});

story.describe("a console that was killed", () => {
  story.use({
    sample: { entries: 1, hasFiles: false },
    // What a browser calls it when whoever it talks to is gone, by how far a request had come.
    provoked: /ERR_(?:CONNECTION_(?:REFUSED|RESET|CLOSED)|EMPTY_RESPONSE|INCOMPLETE|SOCKET_NOT_CONNECTED)/,
  });

  story(
    "is said to be away, what was live is as old as it is, and a chat ends where that stands",
    async ({ context, page, deck }) => {
      const ollama = await openTestOllama({ models: [model] });
      try {
        const data = { name: "Attic", kind: "ollama", url: ollama.url };
        await page.request.post("/api/backends", { data });
        const chat = await context.newPage();
        await Promise.all([page.goto("/backends"), chat.goto("/chat")]);
        const summary = page.getByText("1 server, 1 healthy");
        await expect(summary).toBeVisible();
        const added = () => summary.evaluate((line) => getComputedStyle(line, "::after").content);
        expect(await added()).toBe("none");
        await deck.kill();
        for (const tab of [page, chat])
          await expect(tab.getByText("The console does not answer. What is shown is from")).toBeVisible();
        expect(await added()).toMatch(/^" · as of \d/);
        const gapPx = await chat.evaluate(() => {
          const line = document.querySelector("[data-slot=lost-line]")?.getBoundingClientRect();
          const chats = document.querySelector("main > div")?.getBoundingClientRect();
          return (line?.top ?? 0) - (chats?.bottom ?? 0);
        });
        expect(Math.abs(gapPx)).toBeLessThanOrEqual(1);
      } finally {
        await ollama.close();
      }
    },
  );
});
