// @vitest-environment happy-dom
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { AnswerText } from "#components/chat/answer-text.tsx";
import { PlainAtFault } from "#components/chat/plain-at-fault.tsx";

afterEach(cleanup);

test("0.21 what nests too deep stands as it was written, and what comes after it is read", async () => {
  const deep = ">".repeat(19_000);
  render(<AnswerText text={`${deep}\n\nSome **bold** words.`} />);
  expect((await screen.findByText("bold")).tagName).toBe("STRONG");
  expect(screen.getByText(deep).tagName).toBe("P");
});

const show = (text: string) => render(<AnswerText text={text} />).container;

test("0.21 an address that is given at the end of an answer is where its names lead, and is seen", async () => {
  const container = show(
    "See [the docs][1] and [that][Two].\n\n```\n[1]\n```\n\n[1]: https://example.org/a_(b)\n[two]: <http://example.org/c> 'Title'",
  );
  const hrefs = (await screen.findAllByRole("link")).map((link) => link.getAttribute("href"));
  expect(hrefs).toEqual(["https://example.org/a_(b)", "http://example.org/c"]);
  expect(container.textContent).toContain("[1]: https://example.org/a_(b)");
});

test("0.21 a note at the end of an answer is read", async () => {
  const container = show("Some *text*[^1].\n\n[^1]: A note\nof two lines.\n\n    And more.");
  await screen.findByText("text");
  expect(container.textContent).toContain("Some text[^1].");
  expect(container.textContent).toContain("[^1]: A note\nof two lines.\n\n    And more.");
});

test("a name in brackets that leads to no page is no link", async () => {
  show("**Press** [me][1].\n\n[1]: javascript:alert(1)");
  await screen.findByText("Press");
  expect(screen.queryByRole("link")).toBeNull();
});

test("S21 an answer does not turn its words around, in code neither", async () => {
  const container = show("Some \u202eevil\u202c **words**.\n\n```\na \u2066b\u2069\n```");
  await screen.findByText("words");
  expect(container.textContent).toContain("Some evil words.");
  expect(container.querySelector("pre")?.textContent).toBe("a b");
});

test("0.21 a piece that cannot be drawn is shown as plain text and takes nothing with it", () => {
  const Broken = () => {
    throw new RangeError("Maximum call stack size exceeded");
  };
  const faults: unknown[] = [];
  render(
    <>
      <PlainAtFault plain={<p>as it was written</p>}>
        <Broken />
      </PlainAtFault>
      <p>the next</p>
    </>,
    { onCaughtError: (fault) => faults.push(fault) },
  );
  expect(screen.getByText("as it was written")).toBeDefined();
  expect(screen.getByText("the next")).toBeDefined();
  expect(faults.length).toBe(1);
});
