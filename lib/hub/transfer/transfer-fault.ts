import { isUnanswered } from "../http/unreachable.ts";

/**
 * What can go wrong with one answer, by what is done about it: `broken` is tried again, `away`, `stalled` and `busy`
 * are tried for as long as one cares to wait, since nothing answers or it cannot, `expired` asks for the address anew, `changed` starts the file over, `no-ranges` takes it in one piece,
 * `strange` is tried again a few times only, `no-space` waits for the disk, `no-length` takes the slower reader.
 */
export type FaultKind =
  | "broken"
  | "away"
  | "stalled"
  | "busy"
  | "expired"
  | "changed"
  | "no-ranges"
  | "strange"
  | "no-space"
  | "no-length";

/** A fault that the next try may mend; the message goes on from "because". */
export class TransferFault extends Error {
  readonly kind: FaultKind;
  readonly retryAfterMs: number | undefined;

  constructor(kind: FaultKind, message: string, retryAfterMs?: number) {
    super(message);
    this.name = "TransferFault";
    this.kind = kind;
    this.retryAfterMs = retryAfterMs;
  }
}

const wordsOf: Record<string, string> = {
  ECONNREFUSED: "the server refused the connection",
  ENOTFOUND: "the server's name is not known",
  EAI_AGAIN: "the server's name could not be looked up",
  ETIMEDOUT: "the server did not answer in time",
  EHOSTUNREACH: "the server cannot be reached",
  EHOSTDOWN: "the server cannot be reached",
  ENETUNREACH: "the network cannot be reached",
  ENETDOWN: "the network cannot be reached",
  EADDRNOTAVAIL: "the network cannot be reached",
  UND_ERR_CONNECT_TIMEOUT: "the server did not answer in time",
  UND_ERR_HEADERS_TIMEOUT: "the server did not answer in time",
  ECONNRESET: "the connection was cut",
  EPIPE: "the connection was cut",
  UND_ERR_SOCKET: "the connection was cut",
};

/** A fault of the network in words; whatever is none of it is thrown as it is. */
export function toBroken(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  // What was fetched hides the fault of its connection.
  if (!("code" in error)) return error.cause instanceof Error ? asFault(toBroken(error.cause), error) : error;
  const code = String(error.code);
  const isTls = /^(ERR_(TLS|SSL)|CERT|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO)/.test(code);
  const words = wordsOf[code] ?? (isTls ? `its certificate is not trusted (${code})` : undefined);
  if (words === undefined && !code.startsWith("UND_ERR")) return error;
  return new TransferFault(isUnanswered(error) ? "away" : "broken", words ?? error.message);
}

const asFault = (found: unknown, otherwise: unknown) => (found instanceof TransferFault ? found : otherwise);
