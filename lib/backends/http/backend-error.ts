import type { BackendState } from "#cli-bridge/protocol/backend-answer.ts";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { ForbiddenAddress } from "./backend-agent.ts";

export const offline = (base: URL, why: string, cause: unknown) =>
  new ConsoleError("backend-offline", `${base.origin} does not answer: ${why}.`, {
    hint: "See that the server runs, and that its address and port are right.",
    cause,
  });

export const tooSlow = (base: URL, path: string, ms: number) =>
  new ConsoleError("backend-timeout", `${base.origin} did not answer to ${path} within ${ms} ms.`, {
    hint: "It may be loading a model or be overloaded; try again, or look at its log.",
  });

/** An answer that no server of models gives. */
export const strange = (base: URL, says: string, hint = "Does something else answer at this address?") =>
  new ConsoleError("backend-strange", `${base.origin} ${says}.`, { hint });

export const brokenOff = (base: URL, path: string) =>
  strange(base, `broke off its answer to ${path}`, "Look at its log; the model may have crashed.");

const isTime = (code: string) =>
  code === "ETIMEDOUT" || /^UND_ERR_(HEADERS|BODY|CONNECT)_TIMEOUT$/.test(code);

/** What undici, Node or the system says when a connection does not come about or ends too early. */
export function toConnectionError(error: unknown, { base, path, waitMs }: Tried): ConsoleError {
  if (error instanceof ConsoleError) return error;
  const inner = error instanceof AggregateError ? error.errors[0] : error;
  if (inner instanceof ForbiddenAddress) {
    return new ConsoleError(
      "not-allowed",
      `${base.hostname} leads to ${inner.address}, where nobody is asked.`,
      {
        hint: "Addresses of a link, of groups and of a cloud's own services are refused. Name the server's own address.",
      },
    );
  }
  const code = inner instanceof Error && "code" in inner ? String(inner.code) : "";
  if (isTime(code)) return tooSlow(base, path, waitMs);
  if (code === "UND_ERR_HEADERS_OVERFLOW") return strange(base, "sends more headers than any server needs");
  if (/^HPE_|UND_ERR_(RES_|REQ_|RESPONSE)/.test(code)) return strange(base, `does not speak HTTP (${code})`);
  return offline(base, wordsOf(code) ?? (inner instanceof Error ? inner.message : String(inner)), error);
}

type Tried = { base: URL; path: string; waitMs: number };

function wordsOf(code: string): string | undefined {
  if (code === "ECONNREFUSED") return "nothing listens there";
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return "its name is not known to this machine";
  if (/ECONNRESET|EPIPE|UND_ERR_SOCKET/.test(code)) return "it ended the connection in the middle";
  if (/EHOSTUNREACH|ENETUNREACH/.test(code)) return "no way leads there";
  if (/CERT|SELF_SIGNED|UNABLE_TO/.test(code)) return `its certificate is not trusted here (${code})`;
  return code === "" ? undefined : code;
}

/** How a server is, by what came of asking it. */
export function toBackendState(error: unknown): { state: BackendState; message: string; hint?: string } {
  if (!(error instanceof ConsoleError)) throw error;
  const { message, hint } = error;
  return { state: states[error.code] ?? "error", message, ...(hint !== undefined && { hint }) };
}

const states: Partial<Record<ConsoleError["code"], BackendState>> = {
  "backend-offline": "offline",
  "backend-timeout": "timeout",
  "backend-token": "needs-token",
  "backend-busy": "unhealthy",
  "backend-failed": "unhealthy",
};
