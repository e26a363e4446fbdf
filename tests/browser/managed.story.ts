import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { freePort } from "#tests/support/free-port.ts";
import { expect, story as onAnyConsole } from "./story.ts";

const fixture = fileURLToPath(new URL("../fixtures/serves-then-dies.mjs", import.meta.url));

/** A console on whose PATH a stand-in for vLLM lies. */
const story = onAnyConsole.extend<{ bin: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: the stage reads from this pattern what a fixture needs.
  bin: async ({}, use) => {
    const bin = await mkdtemp(join(tmpdir(), "modeldeck-bin-"));
    const program = join(bin, "vllm");
    await writeFile(program, `#!${process.execPath}\nawait import(${JSON.stringify(fixture)});\n`);
    await chmod(program, 0o755);
    await use(bin);
    await rm(bin, { recursive: true });
  },
  sample: async ({ bin }, use) =>
    use({
      ...{ entries: 1, hasFiles: false },
      environment: { PATH: `${bin}${delimiter}${process.env.PATH}` },
    }),
});

story("a server that was started here and dies says why", async ({ page, context }) => {
  const port = await freePort();
  await page.goto(`/backends/start?kind=vllm&model=owner/tiny&port=${port}`);
  await page.getByRole("button", { name: "Start", exact: true }).click();
  const started = page.getByRole("list", { name: "Started here" });
  await expect(started).toContainText("Healthy");
  const { backends } = await (await page.request.get("/api/backends")).json();
  const its = await context.newPage();
  const answers = [/\/models$/, /\/history$/].map((address) => its.waitForResponse(address));
  await its.goto(`/backends/${backends[0].id}`);
  await Promise.all(answers);
  process.kill(backends[0].managed.pid, "SIGUSR2");
  const reason = "The model and its context do not fit into the memory of the GPU.";
  await expect(page.getByText(reason).first()).toBeVisible();
  await expect(started).toHaveCount(0);
  await its.getByRole("link", { name: "What happened to it" }).click();
  const died = its.getByRole("row").filter({ hasText: "Died" });
  await expect(died).toContainText(reason);
  await died.getByRole("link", { name: /^run/ }).click();
  await expect(its.getByText("CUDA out of memory").first()).toBeVisible();
});
