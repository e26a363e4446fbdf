import { expect, onTestFinished, test } from "vitest";
import { startTestLmStudio } from "#tests/servers/lmstudio/start-test-lmstudio.ts";
import { makePlace, resultTold } from "./modeldeck.ts";

const catalogue = {
  "acme/small": { bytes: 4_000, ends: "completed" as const },
  "acme/broken": { bytes: 4_000, ends: "failed" as const },
};

async function placeWithLmStudio() {
  const server = await startTestLmStudio({ catalogue });
  onTestFinished(() => server.stop());
  const place = await makePlace();
  place.env.LMSTUDIO_URL = server.url;
  return { server, ...place };
}

test("3.11 LM Studio fetches a model while its progress is told, and a second time there is nothing to do", async () => {
  const { run } = await placeWithLmStudio();
  const said = await run("lmstudio-download", "acme/small");
  expect(said).toMatchObject({ code: 0 });
  expect(resultTold(said)).toMatchObject({
    result: { report: { models: [{ model: "acme/small", state: "done", says: "is there, 4 KB" }] } },
  });
  const again = await run("lmstudio-download", "acme/small");
  expect(resultTold(again)).toMatchObject({ result: { summary: "Nothing to do: it is there." } });
});

test("3.11 a download that fails, or that its catalogue does not know, is told in LM Studio's words", async () => {
  const { run } = await placeWithLmStudio();
  const broken = await run("lmstudio-download", "acme/broken");
  expect(broken.code).toBe(1);
  expect(resultTold(broken)).toMatchObject({ result: { report: { models: [{ state: "failed" }] } } });
  const unknown = await run("lmstudio-download", "acme/none");
  expect(unknown.stdout + unknown.stderr).toContain("not found in the catalog");
});
