import { expectAccessible } from "./expect-accessible.ts";
import { backendPath, chatPath, qwen, story } from "./ollama-story.ts";
import { expect } from "./story.ts";

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
  backend: "/backends/{id}",
  models: "/backends/models",
  start: "/backends/start",
  chats: "/chat",
  chat: "/chat/{id}",
  activity: "/activity",
  remove: "/advanced",
  verify: "/advanced/verify",
  profiles: "/advanced/profiles",
  trash: "/advanced/trash",
  settings: "/advanced/settings",
  runs: "/runs",
  command: "/commands/scan",
  nothing: "/there-is-no-such-page",
};

/** Each with the theme in which its first screen is loaded; the next is loaded in the one that the last ended in. */
const looks = [
  [1440, ["light", "dark"]],
  [1024, ["dark", "light"]],
  [390, ["light", "dark"]],
] as const;

for (const [width, [first, second]] of looks) {
  story(`every screen is sound at ${width} in both themes`, async ({ page, complaints, ollama, gate }) => {
    story.setTimeout(240_000);
    ollama.load(qwen, "2h", 8192);
    const backend = await backendPath(page);
    const chat = await chatPath(page, gate);
    await page.setViewportSize({ width, height: width === 390 ? 844 : 900 });
    await page.emulateMedia({ colorScheme: first });
    for (const [at, [name, told]] of Object.entries(screens).entries()) {
      const path = { "/backends/{id}": backend, "/chat/{id}": chat }[told] ?? told;
      await page.goto(path, { waitUntil: "load" });
      await expect(page.getByRole("heading").first()).toBeVisible();
      const themes = at % 2 === 0 ? ([first, second] as const) : ([second, first] as const);
      for (const theme of themes) {
        // Of the second theme only the colours are new: each screen is looked at whole in both, at one width or another.
        await expectAccessible(page, { what: path, themes: [theme], isRecoloured: theme === themes[1] });
        await page.screenshot({ path: `artefacts/screens/${name}-${width}-${theme}.png` });
        const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect.soft(sideways, `${path} does not scroll sideways`).toBeLessThanOrEqual(0);
      }
      // The page that is not there is answered with 404, which the browser notes by itself.
      if (name === "nothing") complaints.splice(0);
      expect.soft(complaints.splice(0), `${path} leaves no complaint`).toEqual([]);
    }
  });
}
