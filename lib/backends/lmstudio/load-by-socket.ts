import { z } from "zod";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { offline } from "../http/backend-error.ts";
import type { BackendHttp, BackendSocket } from "../http/backend-http.ts";
import { errorTextOf, toRefusal } from "../http/to-refusal.ts";
import type { LmDomain } from "./open-lm-socket.ts";

export type SocketLoad = {
  model: string;
  domain: LmDomain;
  contextLength?: number | undefined;
  /** Without use; for ever where it is left out. */
  staysSeconds?: number | undefined;
  onProgress: (share: number) => void;
  /** Ends the wait. */
  within: AbortSignal;
  /** Ends the load at the server, too. */
  asker: AbortSignal | undefined;
};

const said = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("channelSend"),
    message: z.discriminatedUnion("type", [
      z.object({ type: z.literal("progress"), progress: z.number().min(0).max(1) }),
      z.object({ type: z.literal("success"), info: z.object({ identifier: z.string().min(1) }) }),
      z.object({ type: z.literal("resolved") }),
    ]),
  }),
  z.object({
    type: z.literal("channelError"),
    error: z.object({
      title: z.string().min(1).catch("it does not say why"),
      cause: z.string().min(1).optional().catch(undefined),
      displayData: z.object({ code: z.string() }).nullish().catch(undefined),
    }),
  }),
  z.object({ type: z.literal("channelClose") }),
  z.object({ type: z.literal("communicationWarning") }),
]);

/** One thing at a time is asked of a socket, so one number does for all. */
const channelId = 0;

/** The name of the instance. Undefined where the server was not there to ask or knows no such question: nothing has begun. */
export async function loadBySocket(
  { base }: BackendHttp,
  socket: BackendSocket,
  load: SocketLoad,
): Promise<string | undefined> {
  const creationParameter = toParameter(load);
  if (!socket.say({ type: "channelCreate", endpoint: "loadModel", channelId, creationParameter }))
    return undefined;
  let hasBegun = false;
  try {
    for (;;) {
      const { data: heard } = said.safeParse(await socket.hear(load.within));
      if (heard?.type === "communicationWarning" && !hasBegun) return undefined;
      if (heard?.type === "channelError") throw toLoadError(base, heard.error);
      if (heard?.type === "channelClose") throw offline(base, "it ended the load without a word", undefined);
      if (heard?.type !== "channelSend") continue;
      hasBegun = true;
      if (heard.message.type === "success") return heard.message.info.identifier;
      if (heard.message.type === "progress") load.onProgress(heard.message.progress);
    }
  } catch (error) {
    if (load.asker?.aborted) socket.say({ type: "channelSend", channelId, message: { type: "cancel" } });
    throw error;
  }
}

const toParameter = ({ model, domain, contextLength, staysSeconds }: SocketLoad) => ({
  modelKey: model,
  ...(staysSeconds !== undefined && { ttlMs: staysSeconds * 1000 }),
  loadConfigStack: {
    layers: [
      {
        layerName: "apiOverride",
        config: {
          fields:
            contextLength === undefined
              ? []
              : [{ key: `${domain}.load.contextLength`, value: contextLength }],
        },
      },
    ],
  },
});

type Failed = {
  title: string;
  cause?: string | undefined;
  displayData?: { code: string } | null | undefined;
};

function toLoadError(base: URL, { title, cause, displayData }: Failed): ConsoleError {
  const value = { error: cause === undefined ? title : `${title} (${cause})` };
  if (displayData?.code !== "generic.pathNotFound")
    return toRefusal({ base, path: "/llm", status: 500, value });
  return new ConsoleError("backend-model", `${base.origin}: ${errorTextOf(value)}`, {
    hint: "See which models it has.",
  });
}
