import { openSocket, receiveBytes, requestText } from "./open-socket.ts";
import { headBytesMax, type ParsedHead, parseHead } from "./parse-head.ts";
import { TransferFault, toBroken } from "./transfer-fault.ts";
import type { GetRequest, Taker } from "./transport.ts";

/** One connection that carries one request after another, and reads into a buffer of its own (see decision 129). */
export type DirectConnection = {
  /** Says whether the connection can carry another request. */
  get(request: GetRequest, taker: Taker): Promise<boolean>;
  isOpen(): boolean;
  close(): void;
  unref(): void;
};

type Exchange = { receive(chunk: Buffer): boolean; fail(error: unknown): void };

export function openDirectConnection(origin: URL): DirectConnection {
  let exchange: Exchange | undefined;
  const buffer = Buffer.allocUnsafeSlow(receiveBytes);
  const callback = (bytes: number): boolean => {
    // Bytes that nobody asked for belong to no answer.
    if (exchange) return exchange.receive(buffer.subarray(0, bytes));
    socket.destroy();
    return false;
  };
  const socket = openSocket(origin, { buffer, callback });
  socket.on("error", (error) => exchange?.fail(toBroken(error)));
  socket.on("close", () => exchange?.fail(new TransferFault("broken", "the connection was cut")));
  socket.resume();
  return {
    isOpen: () => !socket.destroyed && socket.readyState !== "readOnly",
    close: () => socket.destroy(),
    unref: () => socket.unref(),
    get: (request, taker) => {
      socket.ref();
      return new Promise<boolean>((resolve, reject) => {
        const { signal } = request;
        const settle = (act: () => void): void => {
          signal.removeEventListener("abort", abort);
          exchange = undefined;
          act();
        };
        const fail = (error: unknown): void => settle(() => [socket.destroy(), reject(error)]);
        const abort = (): void => fail(signal.reason);
        if (signal.aborted) return abort();
        signal.addEventListener("abort", abort, { once: true });
        const end = (canGoOn: boolean): void => settle(() => [canGoOn || socket.destroy(), resolve(canGoOn)]);
        exchange = startExchange(taker, { resume: () => socket.resume(), end, fail });
        socket.write(requestText(new URL(request.url), request.headers), "latin1");
      });
    },
  };
}

type Ways = { resume(): void; end(canGoOn: boolean): void; fail(error: unknown): void };

/** Reads one answer: the head, piece by piece if need be, then as many bytes as it announces. */
function startExchange(taker: Taker, { resume, end, fail }: Ways): Exchange {
  let headBytes = Buffer.alloc(0);
  let head: ParsedHead | undefined;
  let left = 0;
  const takeHead = (chunk: Buffer): Buffer | undefined => {
    // Most heads come whole, and what comes with them is large.
    const bytes = headBytes.length > 0 ? Buffer.concat([headBytes, chunk]) : chunk;
    const at = bytes.indexOf("\r\n\r\n");
    if (at < 0 && bytes.length <= headBytesMax) {
      headBytes = Buffer.from(bytes);
      return undefined;
    }
    if (at < 0) throw new TransferFault("strange", "the answer's head has no end");
    const rest = bytes.subarray(at + 4);
    const found = parseHead(bytes.toString("latin1", 0, at));
    headBytes = Buffer.alloc(0);
    // An answer of the hundreds only comes before the answer.
    if (found.status < 200) return takeHead(rest);
    taker.head(found);
    if (found.bodyBytes === "unknown") throw new TransferFault("no-length", "the answer tells no length");
    head = found;
    left = found.bodyBytes;
    return rest;
  };
  const takeBody = (chunk: Buffer, isLast: boolean): boolean => {
    const wanted = chunk.length > left ? chunk.subarray(0, left) : chunk;
    left -= wanted.length;
    const isOver = left === 0;
    const canGoOn = !isLast && wanted.length === chunk.length;
    const wait = wanted.length > 0 ? taker.bytes(wanted) : undefined;
    if (wait === undefined) {
      if (isOver) end(canGoOn);
      return true;
    }
    wait.then(() => {
      // Paused at its last byte, it would not hear the next answer either.
      resume();
      if (isOver) end(canGoOn);
    }, fail);
    return false;
  };
  const receive = (chunk: Buffer): boolean => {
    try {
      const body = head ? chunk : takeHead(chunk);
      return body === undefined || !head || takeBody(body, head.isLast);
    } catch (error) {
      fail(error);
      return false;
    }
  };
  return { receive, fail };
}
