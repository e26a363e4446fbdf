// @vitest-environment happy-dom
import { cleanup, render, screen, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { MarkdownProse } from "#components/chat/markdown-prose.tsx";

afterEach(cleanup);

const show = (text: string) => render(<MarkdownProse text={text} />).container;

test("an address leads to a page and takes nothing of this one along", () => {
  show("See [the page](https://example.org/a?b=c) and http://example.org.");
  const [link, bare] = screen.getAllByRole("link");
  expect(link?.getAttribute("href")).toBe("https://example.org/a?b=c");
  expect(link?.getAttribute("rel")).toBe("noopener noreferrer");
  expect(link?.getAttribute("target")).toBe("_blank");
  expect(bare?.getAttribute("href")).toBe("http://example.org");
});

test.each([
  "javascript:alert(1)",
  "JaVaScRiPt:alert(1)",
  "data:text/html,<script>alert(1)</script>",
  "/api/runs",
  "//evil.test",
  "file:///etc/passwd",
  "#main",
])("%s is no link", (url) => {
  show(`[press me](${url})`);
  expect(screen.queryByRole("link")).toBeNull();
  expect(screen.getByText(/press me/)).toBeDefined();
});

test("an image is never fetched: what it shows and where it lies is text", () => {
  const container = show("![a cat](https://evil.test/track.png?who=me)");
  expect(container.querySelector("img,picture,source,link")).toBeNull();
  expect(container.textContent).toBe("Image “a cat”: https://evil.test/track.png?who=me");
});

test("S21 a mark that turns words around is none either where it is written as a number", () => {
  const container = show("Some &#x202e;evil&#8236; words. ![a &#x2066;cat](https://evil.test/a.png)");
  expect(container.textContent).toBe("Some evil words. Image “a cat”: https://evil.test/a.png");
});

test("HTML is text like any other", () => {
  const container = show('Look: <img src="x" onerror="alert(1)">\n\n<script>alert(1)</script>');
  expect(container.querySelector("img,script")).toBeNull();
  expect(container.textContent).toContain("<script>alert(1)</script>");
});

test("tables, lists and code inside a list come as such", () => {
  const container = show("| a | b |\n|---|--:|\n| 1 | 2 |\n\n- [x] done\n- open\n\n  ```sh\n  ls -l\n  ```");
  expect(within(screen.getByRole("table")).getAllByRole("cell").length).toBe(2);
  expect(screen.getAllByRole("listitem").length).toBe(2);
  expect(container.querySelector("pre")?.textContent).toBe("ls -l");
  expect(screen.getByRole("button", { name: "Copy code" })).toBeDefined();
  expect(screen.queryByRole("checkbox")).toBeNull();
});
