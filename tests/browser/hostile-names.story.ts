import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sampleEntry } from "#tests/support/make-registry.ts";
import { expect, story } from "./story.ts";

const spite = [
  "<img src=x onerror=window.hurt=1>",
  '"><script>window.hurt=1</script>',
  "</script><script>window.hurt=1</script>",
  "javascript:window.hurt=1",
  "[x](javascript:window.hurt=1)",
  "<svg/onload=window.hurt=1>",
  "\u202egnp.exe",
  "{{constructor.constructor('window.hurt=1')()}}",
  "a\nb\u2028c",
  "../../../../etc/passwd",
  "__proto__",
  "x".repeat(20_000),
];

story(
  "a registry full of spiteful names is shown as text, and nothing in it runs",
  async ({ page, deck }) => {
    const file = join(deck.home, "registry", "model_registry.discovered.json");
    const others = JSON.parse(await readFile(file, "utf8"));
    const spiteful = spite.map((text, index) => ({
      ...sampleEntry(index),
      ...{ name: `${text} ${index}`, display_name: text, family: text, license: text, served_model_id: text },
      ...{ backend: text, download_format: text, download_location: text, quantization: text, roles: [text] },
      ...{
        model_aliases: [text],
        source: { huggingface_id: text, url: text },
        metadata: { producer: text, note: text },
      },
      ...{ download_path: `/models/${text}`, download_files: [text], role_priority: { [text]: 1 } },
      chat_template: { source: "file", path: text, sha256: text },
    }));
    await writeFile(file, JSON.stringify([...others, ...spiteful]));
    const dialogs: string[] = [];
    page.on("dialog", (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    for (const [index, text] of spite.entries()) {
      const name = encodeURIComponent(`${text} ${index}`);
      if (name.length > 8_000) continue;
      await page.goto(`/browse?q=${encodeURIComponent(text.slice(0, 40))}&model=${name}`);
      await expect(page.getByRole("main")).toBeVisible();
      expect(await page.evaluate(() => "hurt" in window), text).toBe(false);
      const schemes = await page
        .locator("a[href]")
        .evaluateAll((links) =>
          links.map((link) => (link instanceof HTMLAnchorElement ? link.protocol : "none")),
        );
      expect(schemes.filter((scheme) => !/^https?:$/.test(scheme))).toEqual([]);
      expect(await page.locator("main img, main script:not([nonce]), main svg[onload]").count(), text).toBe(
        0,
      );
    }
    for (const path of ["/browse", "/runs", "/advanced", "/advanced/verify", "/backends"]) {
      await page.goto(path);
      await expect(page.getByRole("main")).toBeVisible();
      expect(await page.evaluate(() => "hurt" in window), path).toBe(false);
    }
    expect(dialogs).toEqual([]);
  },
);

story.describe("slipped into a page", () => {
  story.use({ provoked: /Content Security Policy/ });

  story("an attribute, a style, a frame or a form does nothing", async ({ page }) => {
    await page.goto("/browse");
    await page.evaluate(() => {
      document.addEventListener("securitypolicyviolation", ({ effectiveDirective }) => {
        document.documentElement.dataset.refused += ` ${effectiveDirective}`;
      });
      const add = (tag: string, what: Record<string, string>) => {
        const element = Object.assign(document.createElement(tag), what);
        document.body.append(element);
        return element;
      };
      add("div", { innerHTML: "<img src=/icon.svg onload='window.hurt=1'>" });
      add("iframe", { src: "/runs" });
      add("base", { href: "http://evil.test/" });
      add("style", { textContent: "body{display:none}" });
      add("object", { data: "/icon.svg" });
      void fetch("http://evil.test/").catch(() => undefined);
      const form = add("form", { action: "http://evil.test/", method: "post" });
      if (form instanceof HTMLFormElement) form.submit();
      // What a test sends in may evaluate; a moment later the page is on its own.
      setTimeout(() => {
        try {
          new Function("window.hurt = 1")();
        } catch {
          document.documentElement.dataset.refused += " evaluation";
        }
      });
    });
    const refused = () => page.evaluate(() => document.documentElement.dataset.refused ?? "");
    const directives = [
      "base-uri",
      "connect-src",
      "form-action",
      "frame-src",
      "object-src",
      "script-src-attr",
      "style-src-elem",
    ];
    for (const directive of [...directives, "evaluation"]) await expect.poll(refused).toContain(directive);
    expect(await page.evaluate(() => "hurt" in window)).toBe(false);
    // The refused form leaves the browser waiting to navigate, so the page is asked itself.
    const place = await page.evaluate(() => [
      location.pathname,
      document.querySelector("main")?.checkVisibility(),
    ]);
    expect(place).toEqual(["/browse", true]);
  });
});
