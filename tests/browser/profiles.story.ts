import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { samplePyproject } from "#tests/support/sample-pyproject.ts";
import { expectAccessible } from "./expect-accessible.ts";
import { expect, story } from "./story.ts";

story("a profile is changed after its difference was seen, and changed back", async ({ page, deck }) => {
  const file = join(deck.home, "pyproject.toml");
  await page.goto("/advanced/profiles");
  await expect(page.getByText("No profiles file yet.")).toBeVisible();

  await writeFile(file, samplePyproject);
  await page.reload();
  await page.getByLabel("What to change").selectOption({ label: "Profile balanced_24gb" });
  await page.getByRole("textbox", { name: "max_vram_mb" }).fill("many");
  await expect(page.getByText("Give a whole number.")).toBeVisible();
  await page.getByRole("textbox", { name: "max_vram_mb" }).fill("20000");
  await page.getByRole("button", { name: "Preview", exact: true }).click();
  const difference = page.getByRole("region", { name: /^Difference in/ });
  await expect(difference).toContainText("+max_vram_mb = 20000  # 24576 - 2048");
  expect(await readFile(file, "utf8")).toBe(samplePyproject);

  await expectAccessible(page, { what: "a profile with its difference" });

  await page.getByRole("button", { name: /^Save/ }).click();
  await expect(page.getByText(/pyproject\.toml is changed/).first()).toBeVisible();
  expect(await readFile(file, "utf8")).toBe(samplePyproject.replace("= 22000", "= 20000"));

  await page.locator("main").getByRole("button", { name: "Undo", exact: true }).click();
  await expect.poll(() => readFile(file, "utf8")).toBe(samplePyproject);
});

story(
  "what was saved counts from then on, for a new profile and a secret as well",
  async ({ page, deck }) => {
    const file = join(deck.home, "pyproject.toml");
    await writeFile(file, samplePyproject);
    await page.goto("/advanced/profiles");
    const part = page.getByLabel("What to change");
    const memory = page.getByRole("textbox", { name: "max_vram_mb" });
    const save = async (written: string) => {
      await page.getByRole("button", { name: "Preview", exact: true }).click();
      await page.getByRole("button", { name: /^Save/ }).click();
      await expect.poll(() => readFile(file, "utf8")).toContain(written);
      await expect(page.getByText("1 setting changed")).toBeHidden();
      await expect(page.getByRole("button", { name: "Preview", exact: true })).toBeEnabled();
    };

    await part.selectOption({ label: "Profile balanced_24gb" });
    for (const megabytes of ["20000", "22000"]) {
      await memory.fill(megabytes);
      await save(`max_vram_mb = ${megabytes}`);
    }
    expect(await readFile(file, "utf8")).toBe(samplePyproject);

    await part.selectOption({ label: "A new profile" });
    await memory.fill("8000");
    await expect(page.getByText("Give it a name.")).toBeVisible();
    await page.getByLabel("Name of the new profile").fill("development");
    await expect(page.getByText("There is a profile of this name.")).toBeVisible();
    await page.getByLabel("Name of the new profile").fill("small");
    await save("max_vram_mb = 8000");
    await expect(part).toHaveValue("profile small");
    await expect(memory).toHaveValue("8000");

    await part.selectOption({ label: "Settings of tagger" });
    await page.getByLabel("default_api_key").fill("sk-new");
    await save('default_api_key = "sk-new"');
  },
);

story("the button of a plan stays where it is once it can be pressed", async ({ page, deck }) => {
  await writeFile(join(deck.home, "pyproject.toml"), samplePyproject);
  await page.route("**/preview", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 300));
    await route.continue();
  });
  await page.goto("/advanced/profiles");
  await page.getByRole("textbox", { name: "max_vram_mb" }).fill("20000");
  await expect(page.getByText(/max_vram_mb = 20000/)).toBeVisible();
  await page.getByRole("button", { name: "Preview", exact: true }).click();
  const deed = page.getByRole("button", { name: "Save the changes" });
  await expect(deed).toBeEnabled();
  const before = await deed.boundingBox();
  await expect(page.getByText(/--apply --plan/)).toBeVisible();
  await page.waitForTimeout(500);
  expect(await deed.boundingBox()).toEqual(before);
});

story("no secret of the file reaches the page", async ({ page, deck }) => {
  await writeFile(join(deck.home, "pyproject.toml"), samplePyproject);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/advanced/profiles");
  await page.getByText("All settings as JSON").click();
  await expect(page.getByText('"default_api_key": "••••••••"')).toBeVisible();
  await expectAccessible(page, { what: "the profiles on a narrow screen" });
  const sent = [await page.content(), await (await page.request.get("/api/profiles")).text()].join();
  for (const secret of ["sk-live", "letmein"]) expect(sent).not.toContain(secret);
});
