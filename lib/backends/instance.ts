import type { BackendAnswer, BackendKind } from "#cli-bridge/protocol/backend-answer.ts";
import type { Secret } from "#lib/state/secret.ts";

/** A server that can be asked: where it is, and what opens it. */
export type Instance = {
  id: string;
  name: string;
  kind: BackendKind;
  url: URL;
  token: Secret | undefined;
  tags: string[];
  from: BackendAnswer["from"];
};
