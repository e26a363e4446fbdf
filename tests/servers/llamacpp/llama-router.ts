import { setImmediate as soon } from "node:timers/promises";
import type { Answering, Routes } from "../backend/serve-backend.ts";
import { streamChat } from "../backend/stream-chat.ts";
import { refusal } from "./start-test-llamacpp.ts";

export type RoutedModel = {
  id: string;
  status?: "unloaded" | "loading" | "loaded" | "sleeping" | "downloading";
  /** Its child ends with this while it loads. */
  exitCode?: number;
};

type Kept = RoutedModel & { status: NonNullable<RoutedModel["status"]>; failedWith?: number };

/** llama-server without a model of its own: what it loads, it loads into children. */
export class LlamaRouter {
  private readonly models: Kept[];
  private readonly pace: () => Promise<void>;
  private readonly watching = new Set<Answering>();

  constructor(models: RoutedModel[], pace: () => Promise<void> = () => soon()) {
    this.models = models.map((model) => ({ status: "unloaded", ...model }));
    this.pace = pace;
  }

  get routes(): Routes {
    const list = ({ json }: Answering) => json(200, { object: "list", data: this.models.map(rowOf) });
    return {
      "GET /health": ({ json }) => json(200, { status: "ok" }),
      "GET /models": list,
      "GET /v1/models": list,
      "GET /models/sse": (answering) => {
        answering.event("models_reload", {});
        this.watching.add(answering);
      },
      "POST /models/load": (answering) => this.answerLoad(answering),
      "POST /models/unload": (answering) => this.answerUnload(answering),
      "GET /props": ({ query, json }) =>
        query.has("model")
          ? json(200, { default_generation_settings: { n_ctx: 8192 }, total_slots: 1, build_info: "b7100" })
          : json(400, refusal(400, "invalid_request_error", "model name is missing from the request")),
      "POST /v1/chat/completions": async (answering) => {
        const model = this.find(answering);
        if (!model) return;
        if (model.status === "unloaded") await this.load(model);
        await streamChat(answering, { model: model.id, pace: this.pace });
      },
    };
  }

  private find({ body, json }: Answering): Kept | undefined {
    const id = String(body.model ?? "");
    const model = this.models.find((each) => each.id === id);
    if (!model) json(400, refusal(400, "invalid_request_error", `model '${id}' not found`));
    return model;
  }

  private answerLoad(answering: Answering) {
    const model = this.find(answering);
    if (!model) return;
    if (model.status !== "unloaded") {
      return answering.json(400, refusal(400, "invalid_request_error", "model is already loaded"));
    }
    answering.json(200, { success: true });
    void this.load(model);
  }

  private answerUnload(answering: Answering) {
    const model = this.find(answering);
    if (!model) return;
    if (model.status === "unloaded") {
      return answering.json(400, refusal(400, "invalid_request_error", "model is not loaded"));
    }
    this.become(model, "unloaded");
    answering.json(200, { success: true });
  }

  private async load(model: Kept): Promise<void> {
    delete model.failedWith;
    this.become(model, "loading");
    for (let fifth = 1; fifth <= 5; fifth += 1) {
      await this.pace();
      if (model.status !== "loading") return;
      if (model.exitCode !== undefined && fifth === 3) {
        model.failedWith = model.exitCode;
        return this.become(model, "unloaded");
      }
      this.tell(model, { progress: { stages: ["weights"], current: "weights", value: fifth / 5 } });
    }
    this.become(model, "loaded");
  }

  private become(model: Kept, status: Kept["status"]): void {
    model.status = status;
    this.tell(model, {});
  }

  private tell(model: Kept, more: object): void {
    for (const answering of this.watching) {
      if (answering.hasLeft()) this.watching.delete(answering);
      else answering.event("model_status", { model: model.id, status: statusOf(model), ...more });
    }
  }
}

const statusOf = ({ status, failedWith }: Kept) => ({
  value: status,
  ...(failedWith !== undefined && { failed: true, exit_code: failedWith }),
});

const rowOf = (model: Kept) => ({
  ...{ id: model.id, object: "model", owned_by: "llamacpp", created: 1_795_000_000 },
  status: statusOf(model),
});
