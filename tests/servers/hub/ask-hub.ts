import { type IncomingHttpHeaders, request } from "node:http";

/** What came back, and how the connection left off. */
export type HubAnswer = {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
  ending: "whole" | "cut" | "left";
};

type Asking = {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
  /** Hangs up after so many bytes of the body: the way out of an answer that never ends. */
  leaveAfter?: number;
};

/** Asks once, follows nothing, tidies nothing. */
export function askHub(url: string, asking: Asking = {}): Promise<HubAnswer> {
  const { method = "GET", headers = {}, body, leaveAfter = Number.POSITIVE_INFINITY } = asking;
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    let bytes = 0;
    let answer: Pick<HubAnswer, "status" | "headers"> = { status: 0, headers: {} };
    const end = (ending: HubAnswer["ending"]) => resolve({ ...answer, body: Buffer.concat(parts), ending });
    const sent = request(url, { method, headers, agent: false }, (response) => {
      answer = { status: response.statusCode ?? 0, headers: response.headers };
      const leave = () => {
        if (bytes < leaveAfter) return;
        end("left");
        sent.destroy();
      };
      leave();
      response.on("data", (part: Buffer) => {
        parts.push(part);
        bytes += part.length;
        leave();
      });
      response.on("end", () => end("whole"));
      response.on("error", () => end("cut"));
    });
    sent.on("error", () => end("cut"));
    sent.end(body);
  });
}

/** Follows the hub to where a large file is, without the token. */
export async function askFile(url: string, asking: Asking = {}): Promise<HubAnswer> {
  const pointed = await askHub(url, { headers: asking.headers ?? {} });
  return askHub(pointed.headers.location ?? "", asking);
}
