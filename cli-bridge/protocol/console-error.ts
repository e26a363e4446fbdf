/** Every refusal has one of these codes. The table below is the only place that knows statuses and exit codes. */
export const refusals = {
  "bad-input": { status: 400, exit: 2 },
  "unknown-command": { status: 404, exit: 2 },
  "not-found": { status: 404, exit: 1 },
  "not-allowed": { status: 403, exit: 1 },
  "wrong-host": { status: 421, exit: 1 },
  "cross-site": { status: 403, exit: 1 },
  "wrong-method": { status: 405, exit: 1 },
  "wrong-type": { status: 415, exit: 1 },
  "too-large": { status: 413, exit: 1 },
  "too-many": { status: 429, exit: 1 },
  "outside-roots": { status: 403, exit: 1 },
  "not-confirmed": { status: 409, exit: 1 },
  "stale-plan": { status: 409, exit: 1 },
  "no-plan": { status: 409, exit: 1 },
  blocked: { status: 409, exit: 1 },
  conflict: { status: 409, exit: 1 },
  busy: { status: 409, exit: 1 },
  "not-available": { status: 501, exit: 1 },
  "registry-unreadable": { status: 409, exit: 1 },
  "no-space": { status: 507, exit: 1 },
  "not-permitted": { status: 409, exit: 1 },
  "program-missing": { status: 409, exit: 1 },
  failed: { status: 409, exit: 1 },
  "hub-token-missing": { status: 403, exit: 1 },
  "hub-token-wrong": { status: 403, exit: 1 },
  "hub-licence": { status: 403, exit: 1 },
  "hub-denied": { status: 403, exit: 1 },
  "hub-disabled": { status: 403, exit: 1 },
  "hub-not-found": { status: 404, exit: 1 },
  "hub-revision": { status: 404, exit: 1 },
  "hub-file": { status: 404, exit: 1 },
  "hub-rate-limited": { status: 429, exit: 1 },
  "hub-busy": { status: 503, exit: 1 },
  "hub-unreachable": { status: 502, exit: 1 },
  "hub-strange": { status: 502, exit: 1 },
  "hub-offline": { status: 409, exit: 1 },
  "backend-offline": { status: 502, exit: 1 },
  "backend-timeout": { status: 504, exit: 1 },
  "backend-token": { status: 403, exit: 1 },
  "backend-strange": { status: 502, exit: 1 },
  "backend-busy": { status: 503, exit: 1 },
  "backend-failed": { status: 502, exit: 1 },
  "backend-refused": { status: 409, exit: 1 },
  "backend-model": { status: 404, exit: 1 },
} as const;

export type RefusalCode = keyof typeof refusals;

export type Issue = { path: string; message: string };

/** The next thing to do where it is a command: what it is called there, and the command with its input. */
export type Offer = { says: string; command: string; input: Readonly<Record<string, unknown>> };

type Details = {
  hint?: string | undefined;
  offer?: Offer | undefined;
  issues?: Issue[] | undefined;
  cause?: unknown;
};

/** A refusal: what happened in the user's words, and the next thing to do. */
export class ConsoleError extends Error {
  readonly code: RefusalCode;
  readonly hint: string | undefined;
  readonly offer: Offer | undefined;
  readonly issues: Issue[] | undefined;

  constructor(code: RefusalCode, message: string, { hint, offer, issues, cause }: Details = {}) {
    super(message, { cause });
    this.name = "ConsoleError";
    this.code = code;
    this.hint = hint;
    this.offer = offer;
    this.issues = issues;
  }
}
