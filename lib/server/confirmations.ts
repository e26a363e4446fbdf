import { createHash, randomBytes } from "node:crypto";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";

/** What a confirmation is for: the words, but for the plan they name. Anything else that is started with it is refused. */
export type Confirmed = {
  session: string | undefined;
  command: string;
  argv: readonly string[];
  /** A confirmation that was given before there was a plan goes with any plan of the same words. */
  planId?: string | undefined;
};

type Issued = { fingerprint: string; planId: string | undefined; expiresAtMs: number };

const lifeMs = 3 * 60_000;
const issuedMax = 1_000;

export type Confirmations = ReturnType<typeof makeConfirmations>;

/** Single-use tokens. The clock only ever goes forward, so that setting the time makes none immortal. */
export function makeConfirmations(nowMs: () => number = () => performance.now()) {
  const issued = new Map<string, Issued>();

  function issue(confirmed: Confirmed): { token: string; expiresAt: string } {
    for (const [token, { expiresAtMs }] of issued) {
      if (expiresAtMs > nowMs() && issued.size < issuedMax) break;
      issued.delete(token);
    }
    const token = randomBytes(32).toString("base64url");
    const { planId } = confirmed;
    issued.set(token, { fingerprint: fingerprintOf(confirmed), planId, expiresAtMs: nowMs() + lifeMs });
    return { token, expiresAt: new Date(Date.now() + lifeMs).toISOString() };
  }

  /** A token is spent by being shown, whether it fits or not. */
  function consume(token: string, confirmed: Confirmed): void {
    const found = issued.get(token);
    issued.delete(token);
    if (!found) throw refused("This confirmation is not known, or was used already.");
    if (found.expiresAtMs <= nowMs()) throw refused("This confirmation has expired.");
    const isOtherPlan = found.planId !== undefined && found.planId !== confirmed.planId;
    if (isOtherPlan || found.fingerprint !== fingerprintOf(confirmed))
      throw refused("This confirmation was for something else.");
  }

  return { issue, consume };
}

const fingerprintOf = ({ session, command, argv }: Confirmed) =>
  createHash("sha256")
    .update(JSON.stringify([session ?? null, command, argv]))
    .digest("base64url");

const refused = (message: string) =>
  new ConsoleError("not-confirmed", message, {
    hint: "Look at the preview again and confirm what it shows now.",
  });
