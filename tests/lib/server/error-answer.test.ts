import { describe, expect, it, vi } from "vitest";
import { ConsoleError, refusals } from "#cli-bridge/protocol/console-error.ts";
import { toErrorAnswer } from "#lib/server/error-answer.ts";

describe("an answer to a fault", () => {
  it("tells the reader a number, and the log what happened", () => {
    const log = vi.spyOn(console, "error").mockImplementation(() => undefined);
    const fault = new TypeError("ENOENT /home/me/secret");
    const { status, body } = toErrorAnswer(fault);
    expect([status, body.error.code]).toEqual([500, "fault"]);
    expect(JSON.stringify(body)).not.toMatch(/secret|TypeError|at \w/);
    const [said, cause] = log.mock.calls[0] ?? [];
    expect(body.error.message).toContain(/Fault (\w+):/.exec(String(said))?.[1]);
    expect(cause).toBe(fault);
  });

  it.each(Object.entries(refusals))("to the refusal %s has its own status", (code, { status }) => {
    const refusal = new ConsoleError(code as keyof typeof refusals, "It was refused.", { hint: "Do this." });
    expect(toErrorAnswer(refusal)).toEqual({
      status,
      body: { error: { code, message: "It was refused.", hint: "Do this." } },
    });
  });

  it("knows a refusal that another copy of the program made", () => {
    const foreign = Object.assign(new Error("Elsewhere."), { name: "ConsoleError", code: "busy" });
    expect(toErrorAnswer(foreign).status).toBe(409);
  });
});
