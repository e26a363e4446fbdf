import { describe, expect, it } from "vitest";
import { nextUrl } from "#lib/hub/http/answer-head.ts";

const next = (from: string, to: string) => nextUrl(new URL(from), to).href;

describe("a redirect from afar", () => {
  it.each([
    "https://127.0.0.1/",
    "https://127.1/",
    "https://2130706433/",
    "https://0.0.0.0:8080/",
    "https://localhost:6379/",
    "https://a.localhost./",
    "https://[::1]/",
    "https://[::]/",
    "https://[::ffff:127.0.0.1]/",
    "https://169.254.169.254/latest/meta-data",
    "https://[::ffff:169.254.169.254]/",
    "https://[fe80::1]/",
  ])("is not followed to %s, which only this machine can reach", (inside) => {
    expect(() => next("https://hub.example/x", inside)).toThrow("into this machine");
  });

  it.each(["https://cdn.example/y", "https://10.1.2.3/y", "https://[2001:db8::1]/y"])(
    "is followed to %s",
    (to) => {
      expect(next("https://hub.example/x", to)).toBe(to);
    },
  );
});

it("a redirect from this machine may stay on it, and not leave for its cable", () => {
  expect(next("http://127.0.0.1:1/x", "http://localhost:2/y")).toBe("http://localhost:2/y");
  expect(() => next("http://127.0.0.1:1/x", "http://169.254.169.254/")).toThrow("into this machine");
});
