import { expect, it } from "vitest";
import { toUnreachable } from "#lib/hub/http/unreachable.ts";
import { toPassingFault } from "#lib/hub/transfer/passing-refusal.ts";
import { toBroken } from "#lib/hub/transfer/transfer-fault.ts";

it.each([
  ...["ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "EHOSTUNREACH", "EHOSTDOWN", "ENETUNREACH", "ENETDOWN"],
  ...["EADDRNOTAVAIL", "ETIMEDOUT", "UND_ERR_CONNECT_TIMEOUT", "UND_ERR_HEADERS_TIMEOUT"],
  ...["UND_ERR_BODY_TIMEOUT", "UND_ERR_SOCKS5_REPLY_3", "UND_ERR_SOCKS5_REPLY_4", "UND_ERR_SOCKS5_REPLY_5"],
])("where nothing answers (%s), a file is waited for as the hub is", (code) => {
  const error = Object.assign(new Error("it failed"), { code });
  expect(toBroken(error)).toMatchObject({ kind: "away" });
  expect(toPassingFault(toUnreachable(error, "http://hub.test"))).toMatchObject({ kind: "away" });
});

it.each(["ECONNRESET", "EPIPE", "UND_ERR_SOCKET", "CERT_HAS_EXPIRED", "UND_ERR_SOCKS5_REPLY_2"])(
  "what another try hardly betters (%s) is counted with a file as with the hub",
  (code) => {
    const error = Object.assign(new Error("it failed"), { code });
    expect(toBroken(error)).toMatchObject({ kind: "broken" });
    expect(toPassingFault(toUnreachable(error, "http://hub.test"))).toMatchObject({ kind: "broken" });
  },
);

it("what is no fault of the network stays what it is", () => {
  const error = Object.assign(new Error("no such file"), { code: "ENOENT" });
  expect(toBroken(error)).toBe(error);
});
