import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expectAccessible } from "./expect-accessible.ts";
import { expect, story } from "./story.ts";

const model = "deepseek-r1-distill-7b-safetensors-fp16";

story("roles and arguments are edited, seen before they are saved, and taken back", async ({ page }) => {
  await page.goto(`/browse?model=${model}`);
  const details = page.getByRole("complementary", { name: `Details of ${model}` });
  await details.getByRole("tab", { name: "Roles" }).click();
  await details.getByRole("button", { name: "ocr", exact: true }).click();
  await details.getByRole("textbox", { name: "Priority of ocr" }).fill("85");
  await expect(details.getByText("it is the only one that can")).toBeVisible();
  await details.getByRole("tab", { name: "Serving" }).click();
  await details.getByRole("textbox", { name: "One a line" }).fill("--max-model-len 4096\n--max-modle-len 1");
  await expect(details.getByText("Did you mean --max-model-len?")).toBeVisible();
  await expect(details.getByRole("tab", { name: /^Roles.*not saved/ })).toBeVisible();

  await details.getByRole("button", { name: "Save 2 changes…" }).click();
  const save = page.getByRole("dialog");
  await expect(save.getByRole("list", { name: "What changes" })).toContainText("priority 85");
  await expect(save.getByText("modeldeck set-roles --add=ocr --priority=ocr=85")).toBeVisible();
  await save.getByRole("button", { name: "Save 2 changes" }).click();
  await expect(page.getByText("Saved with 2 commands.", { exact: true })).toBeVisible();
  await expect(details.getByText("2 unsaved changes")).toBeHidden();
  const saved = await (await page.request.get(`/api/registry/${model}`)).json();
  expect(saved.roles).toContain("ocr");
  expect(saved.backendConfig.extra_args).toEqual(["--max-model-len", "4096", "--max-modle-len", "1"]);

  await page.getByRole("button", { name: "Undo" }).click();
  await expect
    .poll(async () => (await (await page.request.get(`/api/registry/${model}`)).json()).roles, {
      // Two commands are taken back, each with a rehearsal and a deed.
      timeout: 30_000,
    })
    .toEqual(["chat", "code"]);
});

story(
  "what somebody else changes meanwhile stands beside the edit and is never overwritten",
  async ({ page, deck }) => {
    await page.goto(`/browse?model=${model}`);
    const details = page.getByRole("complementary", { name: `Details of ${model}` });
    await details.getByRole("tab", { name: "Roles" }).click();
    await details.getByRole("textbox", { name: "Priority of chat" }).fill("20");
    await changeElsewhere(deck.home, {
      roles: ["chat", "code", "ocr"],
      role_priority: { chat: 99, code: 70, ocr: 50 },
    });

    const conflict = details.getByRole("region", { name: "Changed elsewhere too" });
    await expect(conflict).toContainText("priority 70");
    await expect(conflict).toContainText("priority 99");
    await expect(conflict).toContainText("priority 20");
    await expect(details.getByRole("button", { name: /^Save/ })).toBeDisabled();
    await expect(details.getByRole("button", { name: "ocr", exact: true })).toHaveAttribute(
      "aria-pressed",
      "true",
    );
    await conflict.getByRole("button", { name: "Keep yours for Role chat" }).press("Enter");
    await expect(conflict).toBeHidden();
    await expect(details.locator("[data-slot=edit-bar]")).toBeFocused();
    await details.getByRole("button", { name: "Save 1 change…" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Save 1 change" }).click();
    await expect(page.getByText(`Saved the roles of ${model}.`, { exact: true }).first()).toBeVisible();
    await expect(details.getByRole("textbox", { name: "Priority of chat" })).toBeFocused();
    const saved = await (await page.request.get(`/api/registry/${model}`)).json();
    expect(saved).toMatchObject({ roles: ["chat", "code", "ocr"], rolePriority: { chat: 20 } });
  },
);

story("leaving an edit asks, and what is kept is there again", async ({ page }) => {
  await page.goto(`/browse?model=${model}`);
  const details = page.getByRole("complementary", { name: `Details of ${model}` });
  await details.getByRole("textbox", { name: "Tags" }).fill("laptop");
  await details.getByRole("button", { name: "Close details" }).click();
  const asked = page.getByRole("alertdialog");
  await expect(asked).toContainText("1 change is not saved");
  await asked.getByRole("button", { name: "Keep for later" }).click();
  await expect(details).toBeHidden();

  await page.getByRole("link", { name: "Activity", exact: true }).click();
  await expect(page).toHaveURL(/\/runs/);
  const question = page.waitForEvent("dialog");
  void page.reload().catch(() => undefined);
  expect((await question).type()).toBe("beforeunload");
  await (await question).dismiss();

  await page.getByRole("link", { name: "Models", exact: true }).click();
  await expect(page.getByText("Not saved yet:")).toBeVisible();
  await page.getByRole("link", { name: model, exact: true }).click();
  await expect(details.getByText("1 unsaved change")).toBeVisible();
  await page.getByRole("link", { name: "gemma-3-12b (Q4_K_M)", exact: true }).click();
  const other = page.getByRole("complementary", { name: /^Details of gemma/ });
  await expect(other.getByText("Not saved yet:")).toBeVisible();
  await other.getByRole("link", { name: model }).click();
  await details.getByRole("button", { name: "Reset" }).click();
  await expect(details.getByRole("textbox", { name: "Tags" })).toHaveValue("");
  await expect(details.getByRole("tab", { name: "Overview" })).toBeFocused();
});

story("a locked model is to be unlocked before it is changed", async ({ page }) => {
  await page.goto(`/browse?model=${model}`);
  const details = page.getByRole("complementary", { name: `Details of ${model}` });
  await details.getByRole("button", { name: "Lock…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Lock", exact: true }).click();
  await expect(page.getByText(`Locked ${model}.`, { exact: true }).first()).toBeVisible();
  await details.getByRole("tab", { name: "Roles" }).click();
  await expect(details.getByText("This model is locked")).toBeVisible();
  await expect(details.getByRole("button", { name: "chat", exact: true })).toBeDisabled();
});

story("the forms of an edit are open to everybody", async ({ page }) => {
  await page.goto(`/browse?model=${model}`);
  const details = page.getByRole("complementary", { name: `Details of ${model}` });
  await details.getByRole("textbox", { name: "Tags" }).fill("laptop");
  await expectAccessible(page, { what: "Overview" });
  await details.getByRole("tab", { name: "Roles" }).click();
  await expect(details.getByRole("textbox", { name: "Priority of chat" })).toBeVisible();
  await expectAccessible(page, { what: "Roles" });
  await details.getByRole("tab", { name: "Serving" }).click();
  await details.getByRole("textbox", { name: "One a line" }).fill("--odd 1");
  await expectAccessible(page, { what: "Serving" });
  await details.getByRole("button", { name: "Save 2 changes…" }).click();
  await expect(page.getByRole("dialog").getByText("--was=").first()).toBeVisible();
  await expectAccessible(page, { what: "What is saved" });
});

story("the page of roles says who wins and why the others do not", async ({ page }) => {
  await page.goto("/browse");
  await page.getByRole("link", { name: "Role winners" }).click();
  await expect(page.getByRole("heading", { name: "embedding" })).toBeVisible();
  await page.getByText("Why not the other 6").click();
  await expect(
    page
      .getByText(/less than the 90 of/)
      .filter({ visible: true })
      .first(),
  ).toBeVisible();
});

/** Another program on the same registry. */
async function changeElsewhere(home: string, patch: object): Promise<void> {
  const file = join(home, "registry", "model_registry.discovered.json");
  const entries: { name: string }[] = JSON.parse(await readFile(file, "utf8"));
  const changed = entries.map((entry) => (entry.name === model ? { ...entry, ...patch } : entry));
  await writeFile(file, JSON.stringify(changed));
}
