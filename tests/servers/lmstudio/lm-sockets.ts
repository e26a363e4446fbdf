import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import type { LmMemory } from "./lm-memory.ts";
import { infoOf, infoOfInstance, type LmModel } from "./lm-models.ts";

type Told = Record<string, unknown>;
type Talking = { say: (message: Told) => void; cancelled: Set<unknown> };

/** One way in which a socket can be wrong, from the moment that is named. */
export type SocketFault = {
  at: "greeting" | "load" | "progress";
  kind: "mute" | "garbage" | "huge" | "cut" | "unknown";
};

const isEqual = (token: string, { clientIdentifier, clientPasskey }: Told) =>
  token === `sk-lm-${clientIdentifier}:${clientPasskey}`;

/** What its own SDK speaks: one socket for each kind of model, a word of who asks, then calls and channels. */
export class LmSockets {
  fault: SocketFault | undefined;
  /** The head of each that was asked for, and all that was said to them. */
  readonly opened: { path: string; headers: IncomingMessage["headers"] }[] = [];
  readonly heard: Told[] = [];
  private readonly server = new WebSocketServer({ noServer: true });
  private readonly models: LmModel[];
  private readonly memory: LmMemory;
  private readonly token: string | undefined;

  constructor(models: LmModel[], memory: LmMemory, token: string | undefined) {
    this.models = models;
    this.memory = memory;
    this.token = token;
  }

  take(request: IncomingMessage, connection: Duplex, head: Buffer): void {
    const { url = "/", headers } = request;
    this.opened.push({ path: url, headers });
    connection.on("error", () => connection.destroy());
    if (url !== "/llm" && url !== "/embedding") return void connection.destroy();
    this.server.handleUpgrade(request, connection, head, (socket) => this.greet(socket, url.slice(1)));
  }

  private greet(socket: WebSocket, namespace: string): void {
    const talking = { say: (message: Told) => this.say(socket, message), cancelled: new Set() };
    socket.on("error", () => socket.terminate());
    socket.once("message", (data) => {
      const packet = this.hear(data);
      const isKnown = this.token === undefined || isEqual(this.token, packet);
      if (this.isSpoilt(socket, "greeting")) return;
      talking.say(isKnown ? { success: true } : { success: false, error: "Invalid API token" });
      if (!isKnown) return socket.close();
      socket.on("message", (more) => void this.answer(socket, this.hear(more), { ...talking, namespace }));
    });
  }

  private hear(data: unknown): Told {
    const message = JSON.parse(String(data)) as Told;
    this.heard.push(message);
    return message;
  }

  private say(socket: WebSocket, message: Told): void {
    if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message));
  }

  private isSpoilt(socket: WebSocket, at: SocketFault["at"]): boolean {
    if (this.fault?.at !== at) return false;
    const { kind } = this.fault;
    if (kind === "garbage") socket.send("<html>Sign in to go on</html>");
    if (kind === "huge") socket.send(JSON.stringify({ success: true, is: "x".repeat(10_000_000) }));
    if (kind === "cut") socket.terminate();
    if (kind === "unknown") {
      const warning = "Received channelCreate for unknown endpoint, endpoint = loadModel";
      this.say(socket, { type: "communicationWarning", warning, kind: "channelEndpointUnknown" });
    }
    return true;
  }

  private async answer(socket: WebSocket, message: Told, talking: Talking & { namespace: string }) {
    const { say, cancelled, namespace } = talking;
    const { type, endpoint, channelId } = message;
    if (type === "keepAlive") return say({ type: "keepAliveAck" });
    if (type === "channelSend") return void cancelled.add(channelId);
    if (type === "channelCreate" && endpoint === "loadModel") return this.load(socket, message, talking);
    if (type !== "rpcCall" || (endpoint !== "listLoaded" && endpoint !== "unloadModel")) {
      const warning = `Received ${type} for unknown endpoint, endpoint = ${endpoint}`;
      return say({ type: "communicationWarning", warning, kind: "rpcEndpointUnknown" });
    }
    const { callId, parameter } = message as { callId: number; parameter?: { identifier: string } };
    if (endpoint === "listLoaded") return say({ type: "rpcResult", callId, result: this.loaded(namespace) });
    if (this.memory.take(parameter?.identifier ?? "")) return say({ type: "rpcResult", callId });
    const error = { title: `No model with identifier "${parameter?.identifier}" is loaded` };
    say({ type: "rpcError", callId, error });
  }

  private loaded(namespace: string) {
    return this.memory.all.flatMap(({ key, instance }) => {
      const model = this.models.find((each) => each.key === key);
      return model && domainOf(model) === namespace ? [infoOfInstance(model, instance)] : [];
    });
  }

  private async load(socket: WebSocket, message: Told, { say, cancelled, namespace }: Talking & Told) {
    const { channelId, creationParameter } = message;
    const { modelKey: key, ttlMs, loadConfigStack } = creationParameter as LoadAsked;
    const tell = (told: Told) => say({ type: "channelSend", channelId, message: told });
    const fail = (error: Told) => say({ type: "channelError", channelId, error });
    if (this.isSpoilt(socket, "load")) return;
    const model = this.models.find((each) => each.key === key || each.variants?.includes(key));
    if (!model || domainOf(model) !== namespace) {
      const displayData = {
        code: "generic.pathNotFound",
        path: key,
        availablePathsSample: [],
        totalModels: 0,
      };
      return fail({ title: `Cannot find a model with path "${key}"`, displayData });
    }
    tell({ type: "resolved", info: infoOf(model) });
    const fields = loadConfigStack.layers.flatMap(({ config }) => config.fields);
    const context = fields.find((field) => field.key === `${namespace}.load.contextLength`)?.value;
    const loaded = await this.memory.load({
      ...{ key, ttlMs, context: context === undefined ? undefined : Number(context) },
      isCancelled: () => cancelled.has(channelId),
      tell: (_, { progress }) => {
        if (progress === undefined) return;
        tell({ type: "progress", progress });
        if (progress !== 0.5 || !this.isSpoilt(socket, "progress")) return;
        // What cuts the connection is the end of the engine.
        if (this.fault?.kind === "cut") cancelled.add(channelId);
      },
    });
    if ("error" in loaded) return fail({ title: "Failed to load model", cause: loaded.error.message });
    tell({ type: "success", info: infoOfInstance(model, loaded) });
    say({ type: "channelClose", channelId });
  }
}

type LoadAsked = {
  modelKey: string;
  ttlMs?: number;
  loadConfigStack: { layers: { config: { fields: { key: string; value?: unknown }[] } }[] };
};

const domainOf = ({ type }: LmModel) => (type === "embedding" ? "embedding" : "llm");
