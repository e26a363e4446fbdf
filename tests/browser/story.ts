import { test as base, expect, type Page } from "@playwright/test";
import { type BuiltConsole, type Sample, startBuiltConsole } from "./built-console.ts";
import { waitUntilAlive } from "./when-alive.ts";

type Stage = {
  /** How large the registry is, and whether the files of its models are there. */
  sample: Sample;
  deck: BuiltConsole;
  /** What pages are meant to complain of in this story. */
  provoked: RegExp | undefined;
  /** Other complaints of the pages; a story that leaves any has failed. */
  complaints: string[];
};

/** A story on a console of its own. It fails when a page complains in the browser's console, whatever else it does. */
export const story = base.extend<Stage>({
  sample: [{ entries: 50, hasFiles: false }, { option: true }],
  deck: async ({ sample }, use) => {
    const deck = await startBuiltConsole(sample);
    await use(deck);
    await deck.close();
  },
  provoked: [undefined, { option: true }],
  complaints: async ({ context, provoked }, use) => {
    const complaints: string[] = [];
    context.on("page", (page) => attend(page, complaints));
    await use(complaints);
    const unexpected = complaints.filter((text) => !provoked?.test(text));
    expect(unexpected, "no page complains in the browser's console").toEqual([]);
  },
  page: async ({ page, complaints }, use) => {
    attend(page, complaints);
    await use(page);
  },
  baseURL: async ({ deck }, use) => use(deck.url),
});

const attended = new WeakSet<Page>();

function attend(page: Page, complaints: string[]): void {
  if (attended.has(page)) return;
  attended.add(page);
  waitUntilAlive(page);
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
}

export { expect };
