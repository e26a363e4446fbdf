import { AxeBuilder } from "@axe-core/playwright";
import { expect, story } from "./story.ts";

const screens = {
  browse: "/browse",
  details: "/browse?model=llama-3.1-8b-gguf-q4_k_m",
  roles: "/browse/roles",
  download: "/download",
  scan: "/download/scan",
  ollama: "/download/ollama",
  stores: "/download/stores",
  queue: "/download/queue",
  maintenance: "/maintenance",
  purge: "/maintenance/purge",
  cleanup: "/maintenance/cleanup",
  backups: "/maintenance/backups",
  backends: "/backends",
  remove: "/advanced",
  verify: "/advanced/verify",
  trash: "/advanced/trash",
  settings: "/advanced/settings",
  runs: "/runs",
  command: "/commands/scan",
  nothing: "/there-is-no-such-page",
};

const widths = [1440, 1024, 390];
const themes = ["light", "dark"] as const;

for (const theme of themes) {
  for (const width of widths) {
    story(`every screen is sound at ${width} in the ${theme} theme`, async ({ page, complaints }) => {
      story.setTimeout(180_000);
      await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
      await page.setViewportSize({ width, height: width === 390 ? 844 : 900 });
      for (const [name, path] of Object.entries(screens)) {
        await page.goto(path, { waitUntil: "load" });
        await expect(page.getByRole("heading").first()).toBeVisible();
        await page.waitForLoadState("domcontentloaded");
        await page.screenshot({ path: `artefacts/screens/${name}-${width}-${theme}.png` });
        const { violations } = await new AxeBuilder({ page }).analyze();
        const found = violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
        expect.soft(found, `${path} has no violation of the rules of access`).toEqual([]);
        const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect.soft(sideways, `${path} does not scroll sideways`).toBeLessThanOrEqual(0);
        // The page that is not there is answered with 404, which the browser notes by itself.
        if (name === "nothing") complaints.splice(0);
        expect.soft(complaints.splice(0), `${path} leaves no complaint`).toEqual([]);
      }
    });
  }
}
