import { ShieldAlert, ShieldCheck, ShieldQuestion } from "lucide-react";
import type { EntryDetails } from "#cli-bridge/protocol/registry-answer.ts";
import { isSoundState } from "#cli-bridge/protocol/unsound-model.ts";
import { TimeAgo } from "#components/ui/time-ago.tsx";
import { isMissing } from "./entry-states.tsx";
import { isTable } from "./fact-list.tsx";

type LastCheckProps = {
  details: Pick<EntryDetails, "checks" | "versionLock" | "installed" | "logicalOnly" | "keptByOllama">;
};

/** When a model was last verified, by this console or by whoever else wrote it down, and how closely. */
export function LastCheck({ details }: LastCheckProps) {
  const { checks = [], versionLock } = details;
  const [last] = checks;
  const fault = checks.find((check) => !isSoundState(check.state) && !isOverruled(check, checks));
  if (fault) {
    return (
      <>
        <ShieldAlert aria-hidden="true" className="size-3.5 text-danger" />
        Found {fault.state} <TimeAgo at={fault.at} />
      </>
    );
  }
  const at = [last?.at, lastVerifiedOf(versionLock)]
    .filter((each) => each !== undefined)
    .toSorted()
    .at(-1);
  if (at === undefined) {
    return (
      <>
        <ShieldQuestion aria-hidden="true" className="size-3.5 text-unknown" />
        Never verified
      </>
    );
  }
  const unread = at === last?.at ? unreadWords[last.state] : undefined;
  if (unread !== undefined) {
    return (
      <>
        <ShieldQuestion aria-hidden="true" className="size-3.5 text-unknown" />
        {unread} <TimeAgo at={at} />
      </>
    );
  }
  return (
    <>
      <ShieldCheck
        aria-hidden="true"
        // What was verified once and is gone since, or is looked at by nobody, is not sound now.
        className={`size-3.5 ${isMissing(details) || details.keptByOllama ? "text-unknown" : "text-ok"}`}
      />
      Verified <TimeAgo at={at} />
      {at === last?.at && (last.everyByte ? "(every byte)" : "(names and sizes)")}
    </>
  );
}

/** What a check answers that found nothing to hold the files against. */
const unreadWords: Readonly<Record<string, string>> = {
  "kept by Ollama": "Left to Ollama",
  "not recorded": "Nothing recorded to compare with",
};

type Check = NonNullable<EntryDetails["checks"]>[number];

/** A look at names and sizes does not take back what a look at every byte found. */
const isOverruled = ({ at, everyByte }: Check, checks: readonly Check[]): boolean =>
  checks.some((other) => other.at > at && (other.everyByte || !everyByte));

function lastVerifiedOf(lock: unknown): string | undefined {
  if (!isTable(lock)) return undefined;
  const at = lock.lastVerified ?? lock.last_verified;
  return typeof at === "string" && at !== "" ? at : undefined;
}
