import type { IncomingMessage, ServerResponse } from "node:http";
import { makeCertificate } from "../network/make-certificate.ts";
import { answerAsCdn } from "./cdn-origin.ts";
import { openExchange } from "./exchange.ts";
import { answerWithFault, Faults } from "./faults.ts";
import type { FileContent } from "./file-content.ts";
import { answerAsHub } from "./hub-origin.ts";
import type { HubFault, HubHost, HubOptions, HubRepo, HubRequest } from "./hub-shapes.ts";
import { Listener } from "./listener.ts";
import { countRequest, type Windows } from "./rate-limit.ts";
import { type Commit, commitOf, type Repository, toRepository } from "./repository.ts";
import { SignedUrls } from "./signed-urls.ts";

export type * from "./hub-shapes.ts";

export type TestHub = {
  url: string;
  cdnUrl: string;
  /** Of a hub that was started with `tls`: what a client has to trust, in PEM. */
  certificate: string | undefined;
  /** Every request in the order of arrival, those on their way as well. */
  requests: HubRequest[];
  /** Of files, from both hosts. */
  bytesSent(): number;
  /** How quickly it sends from now on; without a number as quickly as it can. */
  pace(bytesPerSecond?: number): void;
  fault(fault: HubFault): void;
  clearFaults(): void;
  sha256(repo: string, path: string, revision?: string): Promise<string>;
  commit(repo: string, revision?: string): string;
  /** Puts a repository in the place of the one of that name, or adds it. */
  change(repo: HubRepo): void;
  stop(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
};

const treePageSize = 1000;

export async function startTestHub(options: HubOptions): Promise<TestHub> {
  const repositories = options.repos.map((repo) => toRepository(repo));
  const requests: HubRequest[] = [];
  const faults = new Faults();
  const shared = { faults, urls: new SignedUrls(options), blobs: new Map<string, FileContent>() };
  const ownEtags = options.cdnEtag === "own";
  const windows: Windows = new Map();
  let { bytesPerSecond } = options;

  const answering = (host: HubHost) => (request: IncomingMessage, response: ServerResponse) => {
    const exchange = openExchange(host, request, response);
    requests.push(exchange.record);
    const answer = async () => {
      const fault = faults.take("answer", exchange);
      if (fault !== undefined && (await answerWithFault(exchange, fault))) return;
      if (host === "cdn") return answerAsCdn(exchange, { ...shared, ownEtags, bytesPerSecond });
      if (countRequest(exchange, windows, options.limits ?? {}) === "refused") return;
      return answerAsHub(exchange, {
        ...shared,
        repositories,
        tokens: options.tokens ?? {},
        cdnUrl: () => cdn.url,
        pageSize: options.pageSize ?? treePageSize,
        resolveCache: options.resolveCache === true,
      });
    };
    answer().catch((cause: unknown) => response.destroy(cause instanceof Error ? cause : undefined));
  };
  const secrets = options.tls === true ? makeCertificate() : undefined;
  const hub = new Listener(options.port ?? 0, answering("hub"), secrets);
  const cdn = new Listener(options.cdnPort ?? 0, answering("cdn"), secrets);
  const start = async () => {
    await Promise.all([hub.open(), cdn.open()]);
  };
  const stop = async () => {
    await Promise.all([hub.shut(), cdn.shut()]);
  };
  await start();

  return {
    url: hub.url,
    cdnUrl: cdn.url,
    certificate: secrets?.cert,
    requests,
    bytesSent: () => requests.reduce((sum, request) => sum + (isOfFile(request) ? request.bytes : 0), 0),
    pace: (wanted) => {
      bytesPerSecond = wanted;
    },
    fault: (fault) => faults.add(fault),
    clearFaults: () => faults.clear(),
    sha256: async (repo, path, revision) => {
      const file = headOf(repositories, repo, revision).files.get(path);
      if (file === undefined) throw new Error(`no file ${path} in ${repo}`);
      return file.sha256();
    },
    commit: (repo, revision) => headOf(repositories, repo, revision).id,
    change: (repo) => {
      const at = repositories.findIndex(
        ({ said, kind }) => said.name === repo.name && kind === (repo.kind ?? "model"),
      );
      const next = toRepository(repo, repositories[at]);
      if (at === -1) repositories.push(next);
      else repositories[at] = next;
    },
    stop,
    start,
    close: stop,
  };
}

const isOfFile = ({ host, path }: HubRequest) =>
  host === "cdn" || /^\/api\/resolve-cache\/|^\/(?!api\/).*\/(resolve|raw)\//.test(path);

function headOf(repositories: readonly Repository[], name: string, revision = "main"): Commit {
  const repository = repositories.find(({ said }) => said.name === name);
  const commit = repository && commitOf(repository, revision);
  if (commit === undefined) throw new Error(`no revision ${revision} of a repository ${name}`);
  return commit;
}
