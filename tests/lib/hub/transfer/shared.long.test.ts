import { rm } from "node:fs/promises";
import { dirname } from "node:path";
import { describe, it } from "vitest";
import { fetchByTwo } from "./fetch-by-two.ts";
import { openWorkshop } from "./transfer-for-tests.ts";

describe("two processes that want one file", () => {
  it("share one transfer and both end right, fifty times", async () => {
    const workshop = await openWorkshop({ bytes: 48 * 1024 * 1024 });
    for (let pair = 0; pair < 50; pair += 1) {
      await rm(dirname(workshop.target), { recursive: true, force: true });
      await fetchByTwo(workshop);
    }
  });
});
