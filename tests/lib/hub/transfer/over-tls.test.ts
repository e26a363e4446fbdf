import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { makeCertificate } from "#tests/servers/network/make-certificate.ts";
import { startTlsFront } from "#tests/servers/network/start-tls-front.ts";
import { startFetching } from "./fetching-process.ts";
import { openWorkshop } from "./transfer-for-tests.ts";

async function openSafely() {
  const workshop = await openWorkshop({ bytes: 12_000_000 });
  const certificate = makeCertificate();
  const caFile = join(workshop.folder, "authority.pem");
  await writeFile(caFile, certificate.cert);
  const front = await startTlsFront(workshop.hub.cdnUrl, certificate);
  return { workshop, caFile, front };
}

describe("a transfer over TLS", { timeout: 60_000 }, () => {
  it("is right where the other end is trusted", async () => {
    const { workshop, caFile, front } = await openSafely();
    const end = await startFetching(workshop, { front, caFile }).ended;
    expect(end?.fetched).toBe(workshop.wanted.bytes);
    expect(await workshop.isRight()).toBe(true);
  });

  it("does not begin where it is not, and says so", async () => {
    const { workshop, front } = await openSafely();
    const locate = async (signal: AbortSignal) => {
      const location = await workshop.wanted.locate(signal);
      const { pathname, search } = new URL(location.url);
      return { ...location, url: `${front}${pathname}${search}` };
    };
    await expect(workshop.fetch({}, { locate })).rejects.toThrow("its certificate is not trusted");
    expect(workshop.hub.bytesSent()).toBe(0);
  });
});
