import { onTestFinished } from "vitest";
import type { BackendHttp } from "#lib/backends/http/backend-http.ts";
import { openBackendHttp } from "#lib/backends/http/open-backend-http.ts";
import { Secret } from "#lib/state/secret.ts";
import type { BackendServer } from "./serve-backend.ts";

/** A server of the test's own, and the way to it; both are gone when the test is over. */
export async function openBackend<Server extends BackendServer>(
  starting: Promise<Server>,
  token?: string,
): Promise<{ server: Server; http: BackendHttp }> {
  const server = await starting;
  onTestFinished(() => server.stop());
  const http = openHttpTo(server, token);
  return { server, http };
}

export function openHttpTo({ url }: Pick<BackendServer, "url">, token?: string): BackendHttp {
  const secret = token === undefined ? undefined : new Secret(token, "…");
  const http = openBackendHttp({ url: new URL(url), token: secret });
  onTestFinished(() => http.close());
  return http;
}
