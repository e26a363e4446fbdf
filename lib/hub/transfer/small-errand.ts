import { checkAnswer } from "./check-answer.ts";
import { askingHeaders, redirectOf, redirectsMax } from "./fetch-range.ts";
import { hashesOfBytes, mismatchOf, needsGitSha1 } from "./file-hashes.ts";
import type { FileEnd, FileWanted } from "./file-wanted.ts";
import type { HoldForMany } from "./hold-for-many.ts";
import { keepSmallFile } from "./keep-small-file.ts";
import type { Errand } from "./read-answers.ts";
import type { Address } from "./sibling-address.ts";
import type { AnswerHead } from "./transport.ts";

export type SmallAsked = Address & { file: FileWanted; redirects: number };

/** Nothing where the file is to be fetched by itself, or the word for one that came with other bytes. */
export type SmallEnd = FileEnd | "damaged" | undefined;

export type SmallErrand = Errand & {
  settle(end: SmallEnd): void;
};

export type SmallMeans = {
  signal: AbortSignal;
  places: HoldForMany;
  askNext(asked: SmallAsked): void;
  settle(end: SmallEnd): void;
};

/** What is left of an answer that is not wanted may be so large; else its connection is given up. */
const passedOverMax = 64 * 1024;

/** Asks for a small file, checks it and keeps it. */
export function openSmallErrand(
  asked: SmallAsked,
  { signal, places, askNext, settle }: SmallMeans,
): SmallErrand {
  const { file, url } = asked;
  const { bytes: total, target } = file;
  const at = new URL(url);
  const nextOf = (answer: AnswerHead): SmallAsked | undefined => {
    const next = redirectOf(answer, url);
    if (next === undefined) return undefined;
    // The hub's own turns lead on; another host may be one that is reached in another way.
    const isOwn = new URL(next).origin === at.origin && asked.redirects < redirectsMax;
    if (!isOwn) throw new Error("elsewhere");
    return { ...asked, url: next, redirects: asked.redirects + 1 };
  };
  const giveUp = (): void => {
    places.forget(target);
    settle(undefined);
  };
  return {
    at,
    settle,
    headers: { ...asked.headers, ...askingHeaders },
    bytesMax: Math.max(total, passedOverMax),
    head: (answer) => {
      try {
        const next = nextOf(answer);
        if (next) askNext(next);
        else checkAnswer(answer, wholeOf(file));
        return next === undefined;
      } catch {
        settle(undefined);
        return false;
      }
    },
    body: (content) => {
      try {
        signal.throwIfAborted();
        const hashes = hashesOfBytes(content, needsGitSha1(file));
        if (mismatchOf(hashes, file) !== undefined) return settle("damaged");
        const { sha256 } = hashes;
        const end = { bytes: total, fetched: total, sha256, retries: 0, followed: false, existed: false };
        const kept = keepSmallFile({ place: places.hold(target) }, content);
        if (typeof kept === "boolean") return settle(kept ? end : undefined);
        kept.then((isKept) => settle(isKept ? end : undefined), giveUp);
      } catch {
        giveUp();
      }
    },
  };
}

function wholeOf({ bytes, target }: FileWanted) {
  const isPage = /\.html?$/i.test(target);
  return { from: 0, to: bytes, total: bytes, validator: undefined, isWhole: true, isPage };
}
