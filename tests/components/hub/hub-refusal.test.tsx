// @vitest-environment happy-dom
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { HubRefusal, linksIn } from "#components/hub/hub-refusal.tsx";

afterEach(cleanup);

const show = (code: string, hint: string) =>
  render(<HubRefusal refusal={{ code, message: "It was refused.", hint }} onAgain={async () => undefined} />);

describe("a refusal of the hub", () => {
  it("offers a token where one is missing, and the page where terms are accepted", () => {
    show("hub-token-missing", "Accept its terms at https://hub.test/a/b, and make a token.");
    expect(screen.getByRole("link", { name: "Open a/b" }).getAttribute("href")).toBe("https://hub.test/a/b");
    expect(screen.getByRole("link", { name: "Give a token" }).getAttribute("href")).toMatch(/hub-token/);
  });

  it("offers a token for what may only be private, and not for what is no model", () => {
    show("hub-not-found", "Check the spelling. A private one needs a token.");
    expect(screen.getByRole("link", { name: "Give a token" })).toBeDefined();
    cleanup();
    show("hub-not-found", "Modeldeck downloads models; give the owner/repo of one.");
    expect(screen.queryByRole("link", { name: "Give a token" })).toBeNull();
  });

  it("offers the test of the connection where nobody answers", () => {
    show("hub-unreachable", "Check the endpoint.");
    expect(screen.getByRole("link", { name: "Test the connection" })).toBeDefined();
    expect(screen.queryByRole("link", { name: /^Open/ })).toBeNull();
  });

  it.each(["hub-licence", "hub-denied", "hub-revision", "hub-disabled", "something-new"])(
    "can be tried again after %s",
    (code) => {
      show(code, "Look at https://hub.test.");
      expect(screen.getByRole("button", { name: "Try again" })).toBeDefined();
      expect(screen.getByRole("link", { name: "Open the hub" })).toBeDefined();
    },
  );
});

describe("addresses in a sentence", () => {
  it("end before what only belongs to the sentence", () => {
    expect(linksIn("See https://a.test/x-1.1B. Or (https://b.test/y), or http://c.test:80/z;")).toEqual([
      "https://a.test/x-1.1B",
      "https://b.test/y",
      "http://c.test:80/z",
    ]);
    expect(linksIn()).toEqual([]);
  });
});
