// @vitest-environment happy-dom
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import type { HubAnalysis } from "#cli-bridge/protocol/hub-analysis.ts";
import { HubContents } from "#components/hub/hub-contents.tsx";
import { emberVariants, makeAnalysis } from "./make-analysis.ts";

afterEach(cleanup);

test("a chat template is shown as its text, whatever stands in it", () => {
  const text = "<b>{{ message }}</b><script>alert(1)</script>";
  const chatTemplate: HubAnalysis["chatTemplate"] = { source: "file", text, flags: [] };
  const { container } = render(<HubContents analysis={makeAnalysis(emberVariants, { chatTemplate })} />);
  expect(screen.getByText(text).tagName).toBe("PRE");
  expect(container.querySelector("pre *, script")).toBeNull();
});
