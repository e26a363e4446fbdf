import { test as base, expect, type Page } from "@playwright/test";
import { type BuiltConsole, type Sample, startBuiltConsole } from "./built-console.ts";

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
    context.on("page", (page) => listenTo(page, complaints));
    await use(complaints);
    const unexpected = complaints.filter((text) => !provoked?.test(text));
    expect(unexpected, "no page complains in the browser's console").toEqual([]);
  },
  page: async ({ page, complaints }, use) => {
    listenTo(page, complaints);
    const open = page.goto.bind(page);
    page.goto = async (...where) => {
      const response = await open(...where);
      await page.waitForFunction(isAlive);
      return response;
    };
    await use(page);
  },
  baseURL: async ({ deck }, use) => use(deck.url),
});

/** A page that came from the server hears nobody until its script has taken it over; a person is slower than that. */
function isAlive(): boolean {
  const parts = [...document.querySelectorAll("main a, main button, main input")];
  return parts.every((part) => Object.keys(part).some((key) => key.startsWith("__reactProps")));
}

const heard = new WeakSet<Page>();

function listenTo(page: Page, complaints: string[]): void {
  if (heard.has(page)) return;
  heard.add(page);
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
}

export { expect };
