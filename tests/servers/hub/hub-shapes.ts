/** A file of a repository: its bytes are given, lie on disk, or are made up as they are asked for. */
export type HubFile = {
  path: string;
  content?: string | Uint8Array;
  /** The bytes of a file on disk. */
  file?: string;
  /** The whole length; what `head` does not fill is made of the seed, at any size without being held. */
  bytes?: number;
  seed?: number;
  head?: Uint8Array;
  /** What the hub claims without reading: of a file too large to hash for a listing, or of one to be found wrong. */
  sha256?: string;
  /** Without a word: files with a weights extension and files over 1 MiB. */
  lfs?: boolean;
  /** What the tree calls it; `file` without a word. */
  type?: string;
  xet?: boolean;
};

export type HubRepo = {
  name: string;
  kind?: "model" | "dataset";
  gated?: "auto" | "manual";
  private?: boolean;
  disabled?: boolean;
  renamedTo?: string;
  branches?: Record<string, HubFile[]>;
  /** Shorthand for `branches.main`. */
  files?: HubFile[];
  /** From the name of a tag to that of a branch. */
  tags?: Record<string, string>;
  /** Forgets the commits that a change would otherwise leave reachable. */
  squashed?: boolean;
  downloads?: number;
  likes?: number;
  labels?: string[];
  pipelineTag?: string;
  library?: string;
  lastModified?: string;
  license?: string;
  /** What the card says beside the licence: `base_model`, `license_link`, `extra_gated_prompt` … */
  card?: Record<string, unknown>;
  gguf?: object;
  safetensors?: object;
};

/** What a token opens: the gated repositories it was granted, the private ones it sees. */
export type HubAccount = { name: string; granted?: string[]; sees?: string[] };

export type HubOptions = {
  repos: readonly HubRepo[];
  port?: number;
  cdnPort?: number;
  /** Items on a page of a tree or of a search. */
  pageSize?: number;
  tokens?: Record<string, HubAccount>;
  /** How long a signed address of the CDN is good for. */
  signedForMs?: number;
  /** How fast one answer of the CDN comes; as fast as it can without a word. */
  bytesPerSecond?: number;
  /** The CDN's entity tag: the sha256 that the hub names, or one of its own as object stores give. */
  cdnEtag?: "sha256" | "own";
  /** Sends small files through `/api/resolve-cache` by a relative redirect, as the hub does since 2025. */
  resolveCache?: boolean;
  /** Serves https under a certificate of its own, which the hub names. */
  tls?: boolean;
  /** How many requests a window of five minutes allows; without it nobody is turned away. */
  limits?: { api?: number; resolvers?: number };
};

export type HubHost = "hub" | "cdn";

/** One request as it was seen. `status` is 0 and `bytes` grows while the answer is on its way. */
export type HubRequest = {
  at: number;
  host: HubHost;
  method: string;
  path: string;
  range?: string;
  ifRange?: string;
  authorization?: string;
  status: number;
  /** Of the body, as given to the socket. */
  bytes: number;
};

export type HubFaultKind =
  | "reset"
  | "stall"
  | "trickle"
  | "truncate"
  | "longer"
  | "wrong-length"
  | "wrong-bytes"
  | "ignore-range"
  | "changed-etag"
  | "gzip"
  | "html"
  | "status"
  | "server-error"
  | "rate-limit"
  | "expired-url"
  | "slow-header"
  | "close-before-header"
  | "no-location"
  | "redirect-elsewhere"
  | "redirect-loop"
  | "downgrade";

export type HubFault = {
  kind: HubFaultKind;
  at?: HubHost;
  /** A part of the request's address, decoded; the CDN's addresses name the file as `repo/path`. */
  path?: string;
  /** Of the body of the one answer that is spoiled. */
  afterBytes?: number;
  /** How many answers are spoiled; one without a word. */
  times?: number;
  status?: number;
  /** Seconds. */
  retryAfter?: number;
  /** Of `slow-header`; without it the header never comes. */
  delayMs?: number;
  /** Of `trickle`; one without a word. */
  bytesPerSecond?: number;
  /** Of `redirect-elsewhere`; without it the CDN under another name. */
  to?: string;
};
