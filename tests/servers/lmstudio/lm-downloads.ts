import type { Answering, Routes } from "../backend/serve-backend.ts";

export type LmDownload = { bytes: number; ends: "completed" | "failed" };
type Following = LmDownload & { job: string; model: string; done: number };

const now = "2026-11-20T16:00:00Z";

/** Downloads by their number. Each time one is asked for, it has come a quarter further. */
export class LmDownloads {
  private readonly catalogue: Record<string, LmDownload>;
  private readonly jobs = new Map<string, Following>();
  private readonly hasModel: (key: string) => boolean;
  private readonly add: (key: string, bytes: number) => void;

  constructor(
    catalogue: Record<string, LmDownload>,
    hasModel: (key: string) => boolean,
    add: (key: string, bytes: number) => void,
  ) {
    this.catalogue = catalogue;
    this.hasModel = hasModel;
    this.add = add;
  }

  get routes(): Routes {
    return {
      "POST /api/v1/models/download": (answering) => this.begin(answering),
      "GET /api/v1/models/download/status/:job": (answering) => this.tell(answering),
    };
  }

  private begin({ body, json }: Answering) {
    const model = String(body.model ?? "");
    if (model === "") {
      const message = "Missing required field 'model'";
      return json(400, { error: { type: "invalid_request", message, param: "model" } });
    }
    if (this.hasModel(model)) return json(200, { status: "already_downloaded" });
    const wanted = this.catalogue[model];
    if (!wanted) {
      const message = `Model '${model}' not found in the catalog`;
      return json(404, { error: { type: "model_not_found", message, param: "model" } });
    }
    const job = `job_${(0x493c7c9d + this.jobs.size).toString(16)}`;
    this.jobs.set(job, { ...wanted, job, model, done: 0 });
    json(200, { job_id: job, status: "downloading", total_size_bytes: wanted.bytes, started_at: now });
  }

  private tell({ parts: [job = ""], json }: Answering) {
    const download = this.jobs.get(job);
    if (!download) {
      return json(404, { error: { type: "job_not_found", message: `Job '${job}' not found` } });
    }
    const { bytes, ends, model } = download;
    download.done = Math.min(bytes, download.done + Math.ceil(bytes / 4));
    const hasFailed = ends === "failed" && download.done >= bytes / 2;
    const status = hasFailed ? "failed" : download.done === bytes ? "completed" : "downloading";
    if (status === "completed" && !this.hasModel(model)) this.add(model, bytes);
    json(200, {
      ...{ job_id: job, status, total_size_bytes: bytes, downloaded_bytes: download.done, started_at: now },
      ...(status === "downloading" && { bytes_per_second: 7_834_034 }),
      ...(status === "completed" && { completed_at: now }),
    });
  }
}
