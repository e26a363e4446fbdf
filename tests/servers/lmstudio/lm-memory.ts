import type { Answering } from "../backend/serve-backend.ts";
import type { LmInstance, LmModel } from "./lm-models.ts";

type Refused = { status: number; error: { type: string; message: string; param?: string } };
type Tell = (name: string, more: Record<string, unknown>) => void;
type Wanted = {
  key: string;
  context?: number | undefined;
  ttlMs?: number | undefined;
  isJustInTime?: boolean;
  tell?: Tell;
  /** Looked at at every tenth. */
  isCancelled?: () => boolean;
};

const usualContext = 8192;

/** What is loaded, and how it comes and goes. */
export class LmMemory {
  readonly isJustInTime: boolean;
  private readonly models: LmModel[];
  private readonly pace: () => Promise<void>;
  private readonly instances = new Map<string, { key: string; instance: LmInstance }>();

  constructor(models: LmModel[], pace: () => Promise<void>, isJustInTime: boolean) {
    this.models = models;
    this.pace = pace;
    this.isJustInTime = isJustInTime;
  }

  of(key: string): LmInstance[] {
    return this.all.filter((one) => one.key === key).map(({ instance }) => instance);
  }

  /** Puts it there without a word, as somebody at the app's window does. */
  put(key: string, contextLength = usualContext, isJustInTime = false, ttlMs?: number): LmInstance {
    const taken = (id: string) => this.instances.has(id);
    let id = key;
    for (let number = 2; taken(id); number += 1) id = `${key}:${number}`;
    const instance = { id, contextLength, isJustInTime, ttlMs };
    this.instances.set(id, { key, instance });
    return instance;
  }

  get all(): { key: string; instance: LmInstance }[] {
    return [...this.instances.values()];
  }

  take(id: string): boolean {
    return this.instances.delete(id);
  }

  async answerLoad({ body, json }: Answering) {
    const known = new Set(["model", "context_length", "eval_batch_size", "flash_attention", "num_experts"]);
    const odd = Object.keys(body).find(
      (name) => !known.has(name) && name !== "offload_kv_cache_to_gpu" && name !== "echo_load_config",
    );
    if (odd) {
      const message = `Unrecognized key(s) in object: '${odd}'`;
      return json(400, { error: { type: "invalid_request", message, param: odd } });
    }
    const key = String(body.model ?? "");
    const context = Number(body.context_length ?? usualContext);
    const loaded = await this.load({ key, context });
    if ("error" in loaded) return json(loaded.status, { error: loaded.error });
    const { type = "llm" } = this.models.find((model) => model.key === key) ?? {};
    json(200, { type, instance_id: loaded.id, load_time_seconds: 9.099, status: "loaded" });
  }

  answerUnload({ body, json }: Answering) {
    const id = String(body.instance_id ?? "");
    if (this.take(id)) return json(200, { instance_id: id });
    const message = `No loaded model instance with id '${id}'`;
    json(404, { error: { type: "model_not_found", message, param: "instance_id" } });
  }

  /** The one in memory, or one that is brought there for it: by then an earlier such one has gone. */
  async forChat(key: string, context: number, tell: Tell): Promise<LmInstance | Refused> {
    const [there] = this.of(key);
    const byId = this.instances.get(key)?.instance;
    if (byId ?? there) return byId ?? (there as LmInstance);
    if (!this.isJustInTime) return notFound(key);
    const others = this.all.filter(({ instance }) => instance.isJustInTime);
    for (const { instance } of others) this.take(instance.id);
    return this.load({ key, context, isJustInTime: true, tell });
  }

  async load({ key, context, ttlMs, isJustInTime, tell = () => {}, isCancelled }: Wanted) {
    const model = this.models.find((each) => each.key === key || each.variants?.includes(key));
    if (!model) return notFound(key);
    tell("model_load.start", { model_instance_id: key });
    for (let tenth = 1; tenth <= 10; tenth += 1) {
      await this.pace();
      if (isCancelled?.()) return cancelled;
      if (model.refusal !== undefined && tenth === 4) {
        return { status: 500, error: { type: "internal_error", message: model.refusal } };
      }
      tell("model_load.progress", { model_instance_id: key, progress: tenth / 10 });
    }
    tell("model_load.end", { model_instance_id: key, load_time_seconds: 1.5 });
    return this.put(model.key, context, isJustInTime, ttlMs);
  }
}

const cancelled: Refused = { status: 499, error: { type: "unknown", message: "Operation canceled" } };

const notFound = (key: string): Refused => ({
  status: 404,
  error: { type: "model_not_found", message: `Model '${key}' not found`, param: "model" },
});
