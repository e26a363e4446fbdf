import type { Dispatcher } from "undici";
import type { HubModelRow, HubPage, HubRefs, HubSort } from "#cli-bridge/protocol/hub-answer.ts";
import type { HubSettings } from "./hub-settings.ts";

/** What is asked of the hub. Every question has a limit in time and size; refusals are ConsoleErrors. */
export type Hub = {
  settings: HubSettings;
  dispatcher: Dispatcher;
  search: (query: HubQuery, signal?: AbortSignal) => Promise<HubPage>;
  /** The model as it is at a revision; its `sha` is the commit that the revision stands for. */
  model: (repo: string, revision: string | undefined, signal?: AbortSignal) => Promise<HubModel>;
  /** Every file of a commit, in all folders. */
  files: (repo: string, commit: string, signal?: AbortSignal) => Promise<RemoteFile[]>;
  refs: (repo: string, signal?: AbortSignal) => Promise<HubRefs>;
  /** A small file's text; undefined where there is no such file. */
  text: (
    repo: string,
    commit: string,
    path: string,
    bytesMax: number,
    signal?: AbortSignal,
  ) => Promise<string | undefined>;
  /** Where a file's bytes are, asked anew each time because such addresses expire. */
  locate: (repo: string, commit: string, path: string, signal?: AbortSignal) => Promise<FileLocation>;
  /** How many more questions the hub allows, as it last said, and within which time. */
  rate: () => { left: number; seconds: number } | undefined;
  whoAmI: (signal?: AbortSignal) => Promise<HubAccount>;
  close: () => Promise<void>;
};

export type HubQuery = {
  text?: string | undefined;
  author?: string | undefined;
  /** What it is for, in the hub's words: text-generation. */
  pipelineTag?: string | undefined;
  tags?: readonly string[] | undefined;
  sort?: HubSort | undefined;
  limit?: number | undefined;
  gated?: boolean | undefined;
  /** `min:6B,max:128B` */
  parameters?: string | undefined;
  /** What an earlier page called `next`. */
  next?: string | undefined;
};

export type HubModel = HubModelRow & {
  sha: string;
  disabled: boolean;
  cardData: Record<string, unknown> | undefined;
  config: Record<string, unknown> | undefined;
  gguf: Record<string, unknown> | undefined;
  safetensors: { total?: number | undefined; parameters?: Record<string, number> | undefined } | undefined;
};

export type RemoteFile = {
  path: string;
  bytes: number;
  /** Of the content, where the hub keeps it outside git. */
  sha256: string | undefined;
  /** Of the content where it lies in git; else of the pointer. */
  gitSha1: string;
  xet: string | undefined;
};

export type FileLocation = {
  url: string;
  /** Has the token only when the address is on the hub's own host. */
  headers: Record<string, string>;
  bytes: number | undefined;
  /** Of the content, without quotes. */
  etag: string | undefined;
  commit: string | undefined;
  /** When the address ends to hold, in milliseconds since 1970. */
  expiresAt: number | undefined;
};

export type HubAccount = {
  name: string;
  organisations: string[];
  tokenName: string | undefined;
  tokenRole: string | undefined;
};
