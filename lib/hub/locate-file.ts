import { type HubAnswer, header, isRedirect, nextUrl } from "./http/answer-head.ts";
import type { HubAsker } from "./http/hub-asker.ts";
import { strange } from "./http/strange.ts";
import type { FileLocation } from "./hub.ts";
import { hubAddress } from "./hub-address.ts";

type Locating = {
  asker: HubAsker;
  endpoint: string;
  authorization: string | undefined;
  signal?: AbortSignal | undefined;
};

const hopsMax = 5;

/**
 * Where a file's bytes are. The hub's own redirects are followed, as when a model was renamed; the one that leads
 * to another host is handed over without the token, which is nobody's business there.
 */
export async function locateFile(
  file: { repo: string; commit: string; path: string },
  { asker, endpoint, authorization, signal }: Locating,
): Promise<FileLocation> {
  const about = { repo: file.repo, revision: file.commit, file: file.path };
  let url = hubAddress.file(endpoint, file);
  let told: Told = { bytes: undefined, etag: undefined, commit: undefined };
  for (let hop = 0; hop < hopsMax; hop += 1) {
    const answer = await asker.ask(url, { method: "HEAD", about, mayRedirect: true, signal });
    await answer.body.dump();
    told = toTold(answer, told);
    if (!isRedirect(answer.statusCode)) {
      const headers = authorization === undefined ? {} : { authorization };
      return { ...told, url, headers, expiresAt: undefined };
    }
    const next = nextUrl(answer.url, header(answer, "location"));
    if (next.origin !== new URL(endpoint).origin)
      return { ...told, url: next.href, headers: {}, expiresAt: expiryOf(next) };
    url = next.href;
  }
  throw strange(`${endpoint} redirects ${file.path} in a circle`);
}

type Told = Pick<FileLocation, "bytes" | "etag" | "commit">;

/** The hub tells size and mark of the content in headers of its own; a redirect's plain ones are about itself. */
function toTold(answer: HubAnswer, before: Told): Told {
  const isFile = !isRedirect(answer.statusCode);
  const plain = (name: string) => (isFile ? header(answer, name) : undefined);
  const bytes = Number(header(answer, "x-linked-size") ?? plain("content-length") ?? Number.NaN);
  const etag = header(answer, "x-linked-etag") ?? plain("etag");
  return {
    bytes: Number.isSafeInteger(bytes) && bytes >= 0 ? bytes : before.bytes,
    etag: etag?.replace(/^W\//, "").replaceAll('"', "") ?? before.etag,
    commit: header(answer, "x-repo-commit") ?? before.commit,
  };
}

/** Signed addresses say in themselves until when they hold: seconds since 1970, or a date and seconds from it. */
function expiryOf({ searchParams }: URL): number | undefined {
  const until = searchParams.get("Expires");
  if (until !== null && /^\d{9,11}$/.test(until)) return Number(until) * 1000;
  const from = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(searchParams.get("X-Amz-Date") ?? "");
  const seconds = Number(searchParams.get("X-Amz-Expires") ?? Number.NaN);
  if (from === null || !Number.isFinite(seconds)) return undefined;
  const [year, month, day, hour, minute, second] = from.slice(1).map(Number);
  return Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second) + seconds * 1000;
}
