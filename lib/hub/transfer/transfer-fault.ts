/**
 * What can go wrong with one answer, by what is done about it: `broken`, `stalled` and `busy` are tried again,
 * `expired` asks for the address anew, `changed` starts the file over, `no-ranges` takes it in one piece,
 * `strange` is tried again a few times only, `no-space` waits for the disk, `no-length` takes the slower reader.
 */
export type FaultKind =
  | "broken"
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

const networkWords: Record<string, string> = {
  ECONNREFUSED: "the server refused the connection",
  ECONNRESET: "the connection was cut",
  EPIPE: "the connection was cut",
  ENOTFOUND: "the server's name is not known",
  EAI_AGAIN: "the server's name could not be looked up",
  ETIMEDOUT: "the server did not answer in time",
  EHOSTUNREACH: "the server cannot be reached",
  ENETUNREACH: "the network cannot be reached",
  UND_ERR_SOCKET: "the connection was cut",
  UND_ERR_CONNECT_TIMEOUT: "the server did not answer in time",
};

/** A fault of the network in words; whatever is none of it is thrown as it is. */
export function toBroken(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  // What was fetched hides the fault of its connection.
  if (!("code" in error)) return error.cause instanceof Error ? asFault(toBroken(error.cause), error) : error;
  const code = String(error.code);
  const isTls = /^(ERR_(TLS|SSL)|CERT|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO)/.test(code);
  const words = networkWords[code] ?? (isTls ? `its certificate is not trusted (${code})` : undefined);
  if (words) return new TransferFault("broken", words);
  return code.startsWith("UND_ERR") ? new TransferFault("broken", error.message) : error;
}

const asFault = (found: unknown, otherwise: unknown) => (found instanceof TransferFault ? found : otherwise);
