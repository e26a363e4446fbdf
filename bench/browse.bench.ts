import { type Browser, chromium, type Page } from "@playwright/test";
import { browserWords, findBrowser } from "#scripts/find-browser.mjs";
import { type BuiltConsole, startBuiltConsole } from "#tests/browser/built-console.ts";
import { type BenchResult, medianOf, tellAll } from "./measuring.ts";

const many = 10_000;
const few = 100;
const loads = 15;
const frames = 400;
/** A hundred rows in a second, as a wheel turned briskly does. */
const pixelsPerFrame = 60;
const words = ["llama gguf", "qwen awq", "mistral", "deepseek-r1 q8", "gemma vllm", "phi fp16"];

/** The list of models as a person meets it: its first rows, a key in the search box, and scrolling. */
export async function bench(): Promise<BenchResult[]> {
  const browser = await chromium.launch({ executablePath: findBrowser() ?? "", args: browserWords });
  const decks: BuiltConsole[] = [];
  try {
    for (const entries of [many, few]) decks.push(await startBuiltConsole({ entries, hasFiles: false }));
    const [large, small] = decks;
    if (!large || !small) throw new Error("There are two consoles, or none.");
    return [
      await firstRows(browser, large, small),
      await perKey(browser, large, small),
      await perFrame(browser, large, small),
    ];
  } finally {
    await browser.close();
    for (const deck of decks) await deck.close();
  }
}

const toMs = (value: number) => `${value.toFixed(1)} ms`;
const quantileOf = (values: readonly number[], part: number) =>
  values.toSorted((one, other) => one - other)[Math.ceil(part * values.length) - 1] ?? Number.NaN;

async function onPage<Value>(
  browser: Browser,
  url: string,
  use: (page: Page) => Promise<Value>,
): Promise<Value> {
  const context = await browser.newContext({ baseURL: url, viewport: { width: 1440, height: 900 } });
  try {
    return await use(await context.newPage());
  } finally {
    await context.close();
  }
}

async function firstRows(browser: Browser, large: BuiltConsole, small: BuiltConsole): Promise<BenchResult> {
  const times = new Map<BuiltConsole, number[]>([large, small].map((deck) => [deck, []]));
  for (let load = -1; load < loads; load += 1) {
    for (const [deck, seen] of times) {
      const ms = await onPage(browser, deck.url, async (page) => {
        await page.goto("/browse", { waitUntil: "commit" });
        return page.evaluate(
          () =>
            new Promise<number>((tell) => {
              const look = () => {
                if (document.querySelector("[data-row-link]") === null) requestAnimationFrame(look);
                else requestAnimationFrame(() => tell(performance.now()));
              };
              look();
            }),
        );
      });
      // The first load of each also reads the registry.
      if (load >= 0) seen.push(ms);
    }
  }
  const [ms, control] = [large, small].map((deck) => medianOf(times.get(deck) ?? [])) as [number, number];
  const detail = `${many} models ${toMs(ms)}, ${few} models ${toMs(control)}`;
  return { name: "first rows of 10,000 against 100", ratio: ms / control, bar: "≤ 1.3", detail };
}

async function perKey(browser: Browser, large: BuiltConsole, small: BuiltConsole): Promise<BenchResult> {
  const [keys, control] = [await keyTimes(browser, large), await keyTimes(browser, small)];
  const detail = `median ${toMs(medianOf(keys))} of ${keys.length} keys; ${few} models p98 ${toMs(quantileOf(control, 0.98))}`;
  return { name: "filter, key to paint, p98 in ms", ratio: quantileOf(keys, 0.98), bar: "≤ 50", detail };
}

/** From the key going down to the end of the frame that shows the list it asks for. */
async function keyTimes(browser: Browser, deck: BuiltConsole): Promise<number[]> {
  return onPage(browser, deck.url, async (page) => {
    await openWhole(page);
    await page.evaluate(() => {
      const times: number[] = [];
      Object.assign(window, { keyTimes: times });
      document.addEventListener(
        "keydown",
        ({ timeStamp }) => {
          requestAnimationFrame(() => {
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => times.push(performance.now() - timeStamp);
            port2.postMessage(0);
          });
        },
        true,
      );
    });
    await page.locator("[data-search]").focus();
    for (const word of words) {
      await page.keyboard.type(word, { delay: 90 });
      for (const _ of word) await page.keyboard.press("Backspace", { delay: 40 });
    }
    return page.evaluate(() => (window as unknown as { keyTimes: number[] }).keyTimes);
  });
}

/** Opens the list and waits until all models are in the browser. */
async function openWhole(page: Page): Promise<void> {
  await page.goto("/browse");
  await page.locator("thead input:not([disabled])").waitFor();
}

async function perFrame(browser: Browser, large: BuiltConsole, small: BuiltConsole): Promise<BenchResult> {
  const [times, control] = [await frameTimes(browser, large), await frameTimes(browser, small)];
  const detail = `median ${toMs(medianOf(times))} of ${times.length} frames; ${few} models p95 ${toMs(quantileOf(control, 0.95))}`;
  return { name: "scrolling, a frame, p95 in ms", ratio: quantileOf(times, 0.95), bar: "≤ 18", detail };
}

async function frameTimes(browser: Browser, deck: BuiltConsole): Promise<number[]> {
  return onPage(browser, deck.url, async (page) => {
    await openWhole(page);
    await page.waitForTimeout(500);
    return page.evaluate(
      ({ count, pace }) =>
        new Promise<number[]>((tell) => {
          const frame = document.querySelector('[data-slot="entry-grid"]');
          const times: number[] = [];
          let before = performance.now();
          let step = pace;
          const scroll = (now: number) => {
            times.push(now - before);
            before = now;
            const top = frame?.scrollTop ?? 0;
            frame?.scrollBy(0, step);
            if (frame?.scrollTop === top) step = -step;
            if (times.length <= count) requestAnimationFrame(scroll);
            else tell(times.slice(1));
          };
          requestAnimationFrame(scroll);
        }),
      { count: frames, pace: pixelsPerFrame },
    );
  });
}

if (import.meta.main) await tellAll(bench);
