import type { Page } from "@playwright/test";

/** A page that came from the server hears nobody until its script has taken it over; a person is slower than that. */
export function waitUntilAlive(page: Page): void {
  const open = page.goto.bind(page);
  page.goto = async (...where) => {
    const response = await open(...where);
    await isAlive(page);
    return response;
  };
  const again = page.reload.bind(page);
  page.reload = async (...how) => {
    const response = await again(...how);
    await isAlive(page);
    return response;
  };
}

async function isAlive(page: Page): Promise<void> {
  await page.waitForFunction(isTakenOver);
  // What listens to keys begins after the page is drawn; it has begun as soon as the page has nothing left to do.
  await page.evaluate(() => new Promise<void>((resolve) => requestIdleCallback(() => resolve())));
}

function isTakenOver(): boolean {
  const parts = [...document.querySelectorAll("a, button, input")];
  return parts.every((part) => Object.keys(part).some((key) => key.startsWith("__reactProps")));
}
