// @vitest-environment happy-dom
import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useRef, useState } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { SearchBox } from "#components/registry/search-box.tsx";
import { useRowFocus } from "#components/registry/use-row-focus.ts";

// React asks the page whether it knows the element <search>; the one of these tests does not.
beforeEach(() => void vi.spyOn(console, "error").mockImplementation(() => undefined));
afterEach(cleanup);

const stay = () => {};

function Rows({ names }: { names: readonly string[] }) {
  const [text, setText] = useState("");
  const frame = useRef<HTMLUListElement>(null);
  const found = names.filter((name) => name.includes(text));
  useRowFocus({ total: found.length, frame, scrollToRow: stay, onDeed: stay });
  return (
    <>
      <SearchBox text={text} onText={setText} />
      <ul ref={frame}>
        {found.map((name, at) => (
          <li key={name} data-index={at}>
            <a href={`#${name}`} data-row-link="">
              {name}
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}

const focused = () => document.activeElement?.textContent;

describe("the way from the search to the rows", () => {
  it.each(["{ArrowDown}", "{Enter}"])("%s leads to the first row that was found", async (key) => {
    render(<Rows names={["alpha", "beta", "gamma"]} />);
    const user = userEvent.setup();
    await user.type(screen.getByRole("searchbox"), `a${key}`);
    expect(focused()).toBe("alpha");
    await user.keyboard("j");
    expect(focused()).toBe("beta");
  });

  it("stays in the field where nothing was found", async () => {
    render(<Rows names={["alpha"]} />);
    const user = userEvent.setup();
    await user.type(screen.getByRole("searchbox"), "x{ArrowDown}");
    expect(document.activeElement).toBe(screen.getByRole("searchbox"));
  });

  it("Escape empties the field, and leaves it when it is empty", async () => {
    render(<Rows names={["alpha", "beta"]} />);
    const user = userEvent.setup();
    const box = screen.getByRole<HTMLInputElement>("searchbox");
    await user.type(box, "be{Escape}");
    expect(box.value).toBe("");
    expect(document.activeElement).toBe(box);
    await user.keyboard("{Escape}");
    expect(document.activeElement).toBe(document.body);
    await user.keyboard("j");
    expect(focused()).toBe("alpha");
  });
});
