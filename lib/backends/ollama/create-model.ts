import type { Pulling } from "../adapter.ts";
import type { BackendHttp } from "../http/backend-http.ts";
import { followProgress } from "./follow-progress.ts";

export type ParameterValue = string | number | boolean | string[];

/** What a model is made of, by the server's own names. Files are named by the digests of blobs that it has. */
export type Creation = {
  model: string;
  from?: string;
  files?: Record<string, string>;
  adapters?: Record<string, string>;
  draft_files?: Record<string, string>;
  template?: string;
  system?: string;
  license?: string[];
  parameters?: Record<string, ParameterValue>;
  messages?: { role: string; content: string }[];
  renderer?: string;
  parser?: string;
  requires?: string;
  quantize?: string;
};

export const createModel = (http: BackendHttp, creation: Creation, pulling: Pulling): Promise<void> =>
  followProgress(http, "/api/create", { ...pulling, body: creation });
