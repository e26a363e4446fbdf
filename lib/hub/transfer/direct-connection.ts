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

type Exchange = {
  receive(chunk: Buffer): boolean;
  /** Where the next bytes of its body are to lie, while one is coming. */
  room(): Uint8Array | undefined;
  fail(error: unknown): void;
};

/** A head is received by itself, as what comes after it may have a place of its own. */
const firstBytes = 16 * 1024;

export function openDirectConnection(origin: URL): DirectConnection {
  let exchange: Exchange | undefined;
  const first = Buffer.allocUnsafeSlow(firstBytes);
  let buffer: Uint8Array = first;
  let own: Uint8Array | undefined;
  const ownRoom = (): Uint8Array => {
    own ??= Buffer.allocUnsafeSlow(receiveBytes);
    return own;
  };
  const nextBuffer = (): Uint8Array => {
    buffer = exchange?.room() ?? first;
    return buffer;
  };
  const callback = (bytes: number): boolean => {
    // Bytes that nobody asked for belong to no answer.
    if (exchange) return exchange.receive(Buffer.from(buffer.buffer, buffer.byteOffset, bytes));
    socket.destroy();
    return false;
  };
  const socket = openSocket(origin, { buffer: nextBuffer, callback });
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
        exchange = startExchange(taker, { ownRoom, resume: () => socket.resume(), end, fail });
        socket.write(requestText(new URL(request.url), request.headers), "latin1");
      });
    },
  };
}

type Ways = {
  ownRoom(): Uint8Array;
  resume(): void;
  end(canGoOn: boolean): void;
  fail(error: unknown): void;
};

/** Reads one answer: the head, piece by piece if need be, then as many bytes as it announces. */
function startExchange(taker: Taker, { ownRoom, resume, end, fail }: Ways): Exchange {
  let headBytes = Buffer.alloc(0);
  let head: ParsedHead | undefined;
  let left = 0;
  const takeHead = (chunk: Buffer): Buffer | undefined => {
    // Most heads come whole, and what comes with them is large.
    let rest = headBytes.length > 0 ? Buffer.concat([headBytes, chunk]) : chunk;
    for (let at = rest.indexOf("\r\n\r\n"); at >= 0; at = rest.indexOf("\r\n\r\n")) {
      const found = parseHead(rest.toString("latin1", 0, at));
      rest = rest.subarray(at + 4);
      // An answer of the hundreds only comes before the answer.
      if (found.status < 200) continue;
      taker.head(found);
      if (found.bodyBytes === "unknown") throw new TransferFault("no-length", "the answer tells no length");
      head = found;
      left = found.bodyBytes;
      return rest;
    }
    if (rest.length > headBytesMax) throw new TransferFault("strange", "the answer's head has no end");
    headBytes = Buffer.from(rest);
    return undefined;
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
  const room = (): Uint8Array | undefined => {
    if (left === 0) return undefined;
    const found = taker.room?.() ?? ownRoom();
    return found.length > left ? found.subarray(0, left) : found;
  };
  return { receive, room, fail };
}
