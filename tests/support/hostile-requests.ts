import { askRaw } from "./ask-raw.ts";

/** A request that must be refused, and with which statuses it may be. */
export type Attempt = { says: string; lines: string[]; body?: string; refused: readonly number[] };

const json = "Content-Type: application/json";
const body = '{"command":"list","input":{}}';
const length = `Content-Length: ${body.length}`;

export const strangeNames = [
  ...["evil.example", "evil.example:PORT", "127.0.0.1.nip.io:PORT", "localhost.evil.example:PORT"],
  ...[
    "LOCALHOST.:PORT",
    "localhost.:PORT",
    "localhost",
    "127.0.0.1",
    "[::1]",
    "localhost:1",
    "localhost:0PORT",
  ],
  ...["0.0.0.0:PORT", "[::]:PORT", "[::ffff:127.0.0.1]:PORT", "[0:0:0:0:0:0:0:1]:PORT", "[::1%25lo]:PORT"],
  ...[
    "192.168.1.5:PORT",
    "10.0.0.1:PORT",
    "169.254.169.254:PORT",
    "2130706433:PORT",
    "0x7f.1:PORT",
    "127.1:PORT",
  ],
  ...[
    "127.0.0.2:PORT",
    "localhost:PORT@evil.example",
    "evil.example@localhost:PORT",
    "evil.example#localhost:PORT",
  ],
  ...[
    "localhost:PORT, evil.example",
    "localhost:PORT evil.example",
    "localhost:PORT/",
    "localhost:PORT?x",
    "",
    "null",
  ],
  ...[
    "foo.localhost:PORT",
    "localhost.local:PORT",
    "xn--localhost:PORT",
    "%6cocalhost:PORT",
    "localhost%00:PORT",
  ],
  ...["http://localhost:PORT", "localhost:PORT:PORT", "localhost:+PORT"],
];

const reading = [
  "/",
  "/browse",
  "/api/registry",
  "/api/runs",
  "/api/runs/stream",
  "/_next/static/x.js",
  "/none",
];
const kinds: { says: string; lines: string[]; body?: string }[] = [
  ...reading.map((path) => ({ says: `GET ${path}`, lines: [`GET ${path} HTTP/1.1`] })),
  { says: "RSC", lines: ["GET /browse?_rsc=x HTTP/1.1", "RSC: 1"] },
  {
    says: "prefetch of a segment",
    lines: [
      "GET /browse HTTP/1.1",
      "RSC: 1",
      "Next-Router-Prefetch: 1",
      "Next-Router-Segment-Prefetch: /_tree",
    ],
  },
  { says: "POST", lines: ["POST /api/runs HTTP/1.1", json, length], body },
  { says: "an action", lines: ["POST /browse HTTP/1.1", "Next-Action: x", json, length], body },
];

/** Every name that is not ours, with every kind of request. */
export const strangeHosts = (port: number): Attempt[] =>
  strangeNames.flatMap((name) =>
    kinds.map((kind) => ({
      ...kind,
      says: `${kind.says} as ${name}`,
      lines: [...kind.lines, `Host: ${name.replaceAll("PORT", String(port))}`],
      refused: [400, 405, 421],
    })),
  );

const types = [
  "text/plain",
  "application/x-www-form-urlencoded",
  "multipart/form-data; boundary=x",
  "",
  json.slice(14),
];
const sites = ["cross-site", "same-site", "same-origin", "none", ""];

/** Every way in which a page of somebody else could say that something be changed. */
export function foreignPages(port: number, changing: readonly string[]): Attempt[] {
  const own = `http://localhost:${port}`;
  const origins = [
    "https://evil.example",
    "null",
    "http://localhost:1",
    own.replace("http:", "https:"),
    own,
    "",
  ];
  const isFine = (origin: string, site: string, type: string) =>
    (origin === own || origin === "") && !site.endsWith("-site") && type === "application/json";
  return changing.flatMap((line) =>
    origins.flatMap((origin) =>
      sites.flatMap((site) =>
        types
          .filter((type) => !isFine(origin, site, type))
          .map((type) => ({
            says: `${line} from ${origin || "nowhere"}, ${site || "unmarked"}, ${type || "untyped"}`,
            lines: [
              ...[`${line} HTTP/1.1`, `Host: localhost:${port}`, length],
              ...(origin ? [`Origin: ${origin}`] : []),
              ...(site ? [`Sec-Fetch-Site: ${site}`] : []),
              ...(type ? [`Content-Type: ${type}`] : []),
            ],
            body,
            refused: [403, 415],
          })),
      ),
    ),
  );
}

const forged = (port: number) => [
  ...[
    `X-Forwarded-Host: localhost:${port}`,
    `Forwarded: host=localhost:${port};proto=https`,
    "X-Real-IP: 127.0.0.1",
  ],
  ...[
    "X-Forwarded-For: 127.0.0.1",
    "Remote-User: admin",
    "X-Forwarded-User: admin",
    `X-Original-Host: localhost:${port}`,
  ],
  ...[
    "x-middleware-subrequest: middleware:middleware:middleware:middleware:middleware",
    "x-middleware-prefetch: 1",
  ],
  ...[
    "x-middleware-rewrite: /api/runs",
    "x-invoke-path: /api/runs",
    "x-matched-path: /api/runs",
    "x-nextjs-data: 1",
  ],
  ...[
    "x-now-route-matches: 1=x",
    "x-original-url: /api/runs",
    "x-rewrite-url: /api/runs",
    "Purpose: prefetch",
  ],
];
const detours = [
  ...[
    "/api/runs.rsc",
    "/browse.rsc",
    "/browse.segments/_tree.segment.rsc",
    "/%61pi/runs",
    "/API/runs",
    "/api/./runs",
  ],
  ...[
    "/browse/../api/runs",
    "/api/runs?nxtPname=x",
    "/_next/data/x/browse.json",
    "/_next/data/x/api/runs.json",
  ],
  ...[
    "/_next/image?url=http%3A%2F%2F169.254.169.254%2F&w=64&q=1",
    "/api/runs;x",
    "/api/runs%2f",
    "/api%2fruns",
    "/api/runs/",
  ],
  ...[
    "/favicon.ico",
    "/index/api/runs",
    "/_next/../api/runs",
    "/api/runs?__nextDefaultLocale=en",
    "/en/api/runs",
  ],
];

/** What has led around guards before, tried by a name that is not ours. */
export const bypasses = (port: number): Attempt[] =>
  [...detours, "/api/runs"].flatMap((path) =>
    ["", ...forged(port)].map((header) => ({
      says: `GET ${path} with ${header || "nothing"}`,
      lines: [`GET ${path} HTTP/1.1`, "Host: evil.example", ...(header ? [header] : [])],
      refused: [400, 421],
    })),
  );

const lanes = 12;

/** Tries all of them, several at a time, and tells those that were answered otherwise. */
export async function tryAll(port: number, attempts: readonly Attempt[]) {
  const waiting = [...attempts];
  const letIn: string[] = [];
  const work = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const { status } = await askRaw(port, next.lines, next.body);
      if (!next.refused.includes(status)) letIn.push(`${status}: ${next.says}`);
    }
  };
  await Promise.all(Array.from({ length: lanes }, work));
  return { tried: attempts.length, letIn };
}
