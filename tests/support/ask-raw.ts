import { connect } from "node:net";

/** What came back to bytes written by hand: browsers and `fetch` would tidy them up. */
export type RawAnswer = { status: number; headers: string; body: string };

/** Sends these very lines and reads until the connection ends or an answer is whole. */
export function askRaw(port: number, lines: readonly string[], body = ""): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1");
    let text = "";
    const settle = () => {
      const [headers = "", ...rest] = text.split("\r\n\r\n");
      resolve({ status: Number(headers.split(" ", 2)[1] ?? 0), headers, body: rest.join("\r\n\r\n") });
    };
    socket.on("data", (chunk) => {
      text += chunk;
    });
    socket.on("error", (error) => (text === "" ? reject(error) : settle()));
    socket.on("close", settle);
    socket.write(`${[...lines, "Connection: close"].join("\r\n")}\r\n\r\n${body}`);
  });
}
