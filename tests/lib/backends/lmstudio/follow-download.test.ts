import { describe, expect, it } from "vitest";
import type { PullProgress } from "#lib/backends/adapter.ts";
import { askLmDownload, followLmDownload } from "#lib/backends/lmstudio/follow-download.ts";
import { lmStudioAdapter as adapter } from "#lib/backends/lmstudio/lmstudio-adapter.ts";
import { openBackend } from "../../../servers/backend/open-backend.ts";
import { startTestLmStudio } from "../../../servers/lmstudio/start-test-lmstudio.ts";

const catalogue = {
  "ibm/granite-4-micro": { bytes: 2_279_145_003, ends: "completed" as const },
  "ibm/granite-4-large": { bytes: 1_000, ends: "failed" as const },
};

async function follow(model: string) {
  const { server, http } = await openBackend(startTestLmStudio({ catalogue }));
  const heard: PullProgress[] = [];
  const onProgress = (progress: PullProgress) => void heard.push(progress);
  const end = await followLmDownload(http, model, { onProgress }, () => Promise.resolve()).catch(
    (error: unknown) => error,
  );
  return { server, http, heard, end };
}

describe("a download by LM Studio", () => {
  it("is asked for by `model` and followed by its number until the model is there", async () => {
    const { server, http, heard, end } = await follow("ibm/granite-4-micro");
    expect(end).toBeUndefined();
    expect(server.asked[0]?.body).toEqual({ model: "ibm/granite-4-micro" });
    const shares = heard.map(({ layers }) => Math.round((100 * (layers[0]?.done ?? 0)) / 2_279_145_003));
    expect(shares).toEqual([0, 25, 50, 75, 100]);
    expect((await adapter.list(http)).map(({ id }) => id)).toContain("ibm/granite-4-micro");
  });

  it("is over at once where the model is there, though it has no number then", async () => {
    const { heard, end } = await follow("qwen/qwen3-8b");
    expect(end).toBeUndefined();
    expect(heard).toEqual([{ status: "already_downloaded", layers: [] }]);
  });

  it("that fails is a failure, and one of a model nobody knows is refused", async () => {
    expect((await follow("ibm/granite-4-large")).end).toMatchObject({ code: "backend-failed" });
    expect((await follow("ibm/nothing")).end).toMatchObject({ code: "backend-model" });
  });

  it("whose number nobody knows is told in the server's words", async () => {
    const { http } = await openBackend(startTestLmStudio());
    await expect(askLmDownload(http, "job_0")).rejects.toThrow("Job 'job_0' not found");
  });
});
