import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { AskAgainLater } from "./ask-again-later.ts";

/** What an answer that is not the one wished for is judged by. */
export type Refused = {
  status: number;
  /** X-Error-Code and X-Error-Message, in which the hub tells apart what one status number cannot. */
  errorCode: string | undefined;
  errorMessage: string | undefined;
  /** How long until it may be asked again. */
  retryAfterMs: number | undefined;
};

export type Asked = {
  endpoint: string;
  /** Where the token that was sent came from; undefined when none was. */
  tokenSource: string | undefined;
  repo?: string | undefined;
  revision?: string | undefined;
  file?: string | undefined;
};

const giveToken = "Give one as HF_TOKEN, or save it with `modeldeck set-config hub-token`";

/** Says in the user's words why the hub refused, and the next thing to do with the link to do it. */
export function toHubRefusal(refused: Refused, asked: Asked): ConsoleError {
  const { status, errorCode, errorMessage = "", retryAfterMs } = refused;
  const cause = retryAfterMs === undefined ? undefined : new AskAgainLater(retryAfterMs);
  if (status === 429) return rateLimited(cause, asked);
  if (status === 401) return notKnown(errorCode, errorMessage, asked);
  if (status === 451 || /access to this resource is disabled/i.test(errorMessage)) return disabled(asked);
  if (status === 403) return notAllowed(errorCode, errorMessage, asked);
  if (status === 404 || errorCode?.endsWith("NotFound")) return notThere(errorCode, asked);
  const said = errorMessage === "" ? "" : `: ${errorMessage.slice(0, 200)}`;
  const isBusy = status === 408 || status >= 500;
  const says = `${asked.endpoint} answered with status ${status}${said}.`;
  return new ConsoleError(isBusy ? "hub-busy" : "hub-strange", says, {
    hint: isBusy ? "The fault is on the hub's side; try again in a while." : "Check the endpoint.",
    cause,
  });
}

const pageOf = ({ endpoint, repo }: Asked) => (repo === undefined ? endpoint : `${endpoint}/${repo}`);
const named = ({ repo }: Asked) => repo ?? "This address";

function rateLimited(cause: AskAgainLater | undefined, { endpoint, tokenSource }: Asked): ConsoleError {
  const when = cause === undefined ? "in a few minutes" : `in ${Math.ceil(cause.retryAfterMs / 1000)} s`;
  const more = tokenSource === undefined ? " With a token the hub allows more." : "";
  return new ConsoleError("hub-rate-limited", `${endpoint} was asked too often for now.`, {
    hint: `Try again ${when}.${more}`,
    cause,
  });
}

/** 401 means three things: the token is wrong, one is needed, or there is nothing that a stranger may see. */
function notKnown(errorCode: string | undefined, message: string, asked: Asked): ConsoleError {
  const { endpoint, tokenSource } = asked;
  const isWrong =
    tokenSource !== undefined && (/invalid|expired|credential/i.test(message) || errorCode === undefined);
  if (isWrong) {
    return new ConsoleError("hub-token-wrong", `The hub does not accept the token from ${tokenSource}.`, {
      hint: `It is wrong, expired or withdrawn; make another at ${endpoint}/settings/tokens.`,
    });
  }
  if (errorCode === "GatedRepo") {
    if (tokenSource !== undefined) return licence(asked);
    return new ConsoleError("hub-token-missing", `${named(asked)} is gated, and no token was sent.`, {
      hint: `Accept its terms at ${pageOf(asked)}, and make a token at ${endpoint}/settings/tokens. ${giveToken}.`,
    });
  }
  if (errorCode === "RepoNotFound") return notThere(errorCode, asked);
  return new ConsoleError("hub-token-missing", `${named(asked)} is not shown without a token.`, {
    hint: `Make one at ${endpoint}/settings/tokens. ${giveToken}.`,
  });
}

const licence = (asked: Asked) =>
  new ConsoleError("hub-licence", `The terms of ${named(asked)} have not been accepted with this token.`, {
    hint: `Ask for access at ${pageOf(asked)} as the owner of the token from ${asked.tokenSource ?? "nowhere"}.`,
  });

function notAllowed(errorCode: string | undefined, message: string, asked: Asked): ConsoleError {
  const { endpoint, tokenSource } = asked;
  if (tokenSource === undefined && errorCode === "GatedRepo") return notKnown(errorCode, message, asked);
  if (/awaiting/i.test(message)) {
    return new ConsoleError("hub-denied", `Access to ${named(asked)} was asked for and is not granted yet.`, {
      hint: `Its authors decide; see how it stands at ${pageOf(asked)}.`,
    });
  }
  if (/reject/i.test(message)) {
    return new ConsoleError("hub-denied", `The authors of ${named(asked)} have refused access.`, {
      hint: `Write to them at ${pageOf(asked)}/discussions, or choose another model.`,
    });
  }
  if (/fine-grained/i.test(message)) {
    return new ConsoleError("hub-denied", `The token from ${tokenSource} may not read gated repositories.`, {
      hint: `Allow it "access to public gated repositories" at ${endpoint}/settings/tokens.`,
    });
  }
  if (errorCode === "GatedRepo") return licence(asked);
  return new ConsoleError("hub-denied", `The hub does not let this account read ${named(asked)}.`, {
    hint: `Look at ${pageOf(asked)} as the owner of the token; it came from ${tokenSource ?? "nowhere"}.`,
  });
}

const disabled = (asked: Asked) =>
  new ConsoleError("hub-disabled", `The hub has disabled ${named(asked)}.`, {
    hint: `${pageOf(asked)} may say why. Nobody can download it; choose another.`,
  });

function notThere(errorCode: string | undefined, asked: Asked): ConsoleError {
  const { endpoint, repo, revision, file, tokenSource } = asked;
  if (errorCode === "RevisionNotFound" || (revision !== undefined && errorCode === undefined && !file)) {
    return new ConsoleError("hub-revision", `${repo} has no branch, tag or commit named ${revision}.`, {
      hint: `Those that it has are listed at ${pageOf(asked)}/tree/main.`,
    });
  }
  if (errorCode === "EntryNotFound" || (file !== undefined && errorCode === undefined)) {
    return new ConsoleError("hub-file", `${repo} has no file ${file} at ${revision ?? "main"}.`, {
      hint: `See what there is at ${pageOf(asked)}/tree/${revision ?? "main"}.`,
    });
  }
  const stranger = tokenSource === undefined;
  const what =
    repo === undefined ? "There is nothing at this address" : `There is no model ${repo} on ${endpoint}`;
  return new ConsoleError("hub-not-found", stranger ? `${what}, or it is private.` : `${what}.`, {
    hint: stranger
      ? `Check the spelling at ${pageOf(asked)}. A private one needs a token. ${giveToken}.`
      : `Check the spelling at ${pageOf(asked)}, and that the token from ${tokenSource} belongs to one who may see it.`,
  });
}
