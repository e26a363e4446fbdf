import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

export type Sessions = ReturnType<typeof makeSessions>;

/**
 * Anonymous sessions: they tell one browser from another, nothing more. A session is signed, so that another server of
 * this machine, whose cookies ours share a name space with, cannot hand out one of its own.
 */
export function makeSessions(port: number) {
  const key = randomBytes(32);
  const name = `modeldeck-session-${port}`;
  const signatureOf = (id: string) => createHmac("sha256", key).update(id).digest("base64url");

  function read(cookies: string | undefined): string | undefined {
    const values = (cookies ?? "").split(";").map((part) => part.trim().split("="));
    const [, value = ""] = values.find(([each]) => each === name) ?? [];
    const [id, signature] = value.split(".");
    if (!id || !signature) return undefined;
    const wanted = Buffer.from(signatureOf(id));
    const given = Buffer.from(signature);
    return given.length === wanted.length && timingSafeEqual(given, wanted) ? id : undefined;
  }

  function cookieFor(cookies: string | undefined): string | undefined {
    if (read(cookies)) return undefined;
    const id = randomBytes(24).toString("base64url");
    return `${name}=${id}.${signatureOf(id)}; Path=/; HttpOnly; SameSite=Strict`;
  }

  return { read, cookieFor };
}
