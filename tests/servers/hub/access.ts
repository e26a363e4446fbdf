import { type Exchange, sendJson } from "./exchange.ts";
import type { HubAccount } from "./hub-shapes.ts";
import type { Repository } from "./repository.ts";

type Refusal = { status: number; code?: string; message: string };

/** Why a request does not get at a repository or at one of its files, in the hub's own words. */
export const refusals = {
  badToken: { status: 401, message: "Invalid credentials in Authorization header" },
  noUser: { status: 401, message: "Invalid username or password." },
  revision: (name: string) => ({
    status: 404,
    code: "RevisionNotFound",
    message: `Invalid rev id: ${name}`,
  }),
  entry: (path: string) => ({
    status: 404,
    code: "EntryNotFound",
    message: `"${path}" does not exist on this revision`,
  }),
  page: { status: 404, message: "Sorry, we can't find the page you are looking for." },
} as const;

export function sendRefusal(exchange: Exchange, { status, code, message }: Refusal): void {
  // A name may hold what a header may not.
  const said = message.replaceAll(/[^\t\x20-\x7e]/g, "?");
  sendJson(
    exchange,
    status,
    { error: message },
    {
      "X-Error-Message": said,
      ...(code === undefined ? {} : { "X-Error-Code": code }),
      ...(status === 401 ? { "WWW-Authenticate": 'Bearer realm="Authentication required"' } : {}),
    },
  );
}

export type Visitor = { account: HubAccount | undefined };

export function visitorOf(
  { record }: Exchange,
  tokens: Readonly<Record<string, HubAccount>>,
): Visitor | Refusal {
  if (record.authorization === undefined) return { account: undefined };
  const token = /^Bearer (.+)$/.exec(record.authorization)?.[1] ?? "";
  const account = Object.hasOwn(tokens, token) ? tokens[token] : undefined;
  return account === undefined ? refusals.badToken : { account };
}

export const isRefusal = (value: object): value is Refusal => "status" in value;

export const maySee = ({ said }: Repository, { account }: Visitor) =>
  said.private !== true || account?.sees?.includes(said.name) === true;

/** What exists and may not be seen is answered as what does not exist. */
export function refusalOf(repository: Repository | undefined, visitor: Visitor): Refusal | undefined {
  if (repository === undefined || !maySee(repository, visitor)) {
    if (visitor.account === undefined) return { ...refusals.noUser, code: "RepoNotFound" };
    return { status: 404, code: "RepoNotFound", message: "Repository not found" };
  }
  if (repository.said.disabled !== true) return undefined;
  return { status: 403, message: "Access to this resource is disabled." };
}

/** The gate stands before the files; what a repository says about itself is open. */
export function gateOf({ said, kind }: Repository, { account }: Visitor): Refusal | undefined {
  if (said.gated === undefined || account?.granted?.includes(said.name) === true) return undefined;
  const restricted = `Access to ${kind} ${said.name} is restricted`;
  if (account === undefined) {
    const message = `${restricted}. You must have access to it and be authenticated to access it. Please log in.`;
    return { status: 401, code: "GatedRepo", message };
  }
  const message = `${restricted} and you are not in the authorized list. Visit https://huggingface.co/${said.name} to ask for access.`;
  return { status: 403, code: "GatedRepo", message };
}
