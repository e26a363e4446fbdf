"use client";

import type { ComponentProps } from "react";
import Markdown, { type Components, type ExtraProps } from "react-markdown";
import remarkGfm from "remark-gfm";
import { withoutTurns } from "#cli-bridge/protocol/turning-marks.ts";
import { cn } from "#lib/cn.ts";
import { CodePiece } from "./code-piece.tsx";

type Node = NonNullable<ExtraProps["node"]>;

/** Models may be led by what they read: an address goes nowhere but to a page, and nothing is fetched unasked. */
const isPage = (url: string | undefined): url is string =>
  /^https?:$/.test(URL.parse(url ?? "")?.protocol ?? "");

const toText = (node: Node | Node["children"][number]): string =>
  node.type === "text" ? node.value : "children" in node ? node.children.map(toText).join("") : "";

const languageOf = ({ children: [code] }: Node): string | undefined =>
  code?.type === "element"
    ? /language-(\S+)/.exec([code.properties.className].flat().join(" "))?.[1]
    : undefined;

type Worded = { value?: string; children?: Worded[] };

/** A mark may also be written as `&#x202e;`, and is one only when it is read. */
const steadyWords = () =>
  function steady(node: Worded): void {
    if (node.value !== undefined) node.value = withoutTurns(node.value);
    node.children?.forEach(steady);
  };

/** The page's own headings come before those of an answer, whose ranks are often arbitrary. */
const heading = (size: string) =>
  function Heading({ children }: ComponentProps<"h4">) {
    return (
      <h4 dir="auto" className={cn("font-semibold", size)}>
        {children}
      </h4>
    );
  };

const components: Components = {
  h1: heading("text-xl"),
  h2: heading("text-lg"),
  h3: heading("text-lg"),
  h4: heading("text-base"),
  h5: heading("text-base"),
  h6: heading("text-base"),
  p: ({ children }) => <p dir="auto">{children}</p>,
  ul: ({ children }) => (
    <ul dir="auto" className="flex list-disc flex-col gap-1 ps-6">
      {children}
    </ul>
  ),
  ol: ({ children, start }) => (
    <ol dir="auto" start={start} className="flex list-decimal flex-col gap-1 ps-6">
      {children}
    </ol>
  ),
  li: ({ children }) => <li className="*:not-first:mt-1">{children}</li>,
  blockquote: ({ children }) => (
    <blockquote dir="auto" className="flex flex-col gap-2 border-line-strong border-s-2 ps-3 text-muted">
      {children}
    </blockquote>
  ),
  hr: () => <hr className="border-line" />,
  a: ({ href, children }) =>
    isPage(href) ? (
      <a href={href} target="_blank" rel="noopener noreferrer" className="text-accent underline">
        {children}
      </a>
    ) : (
      <span>{children}</span>
    ),
  img: ({ alt, src }) => (
    <span className="text-muted">
      {alt ? `Image “${withoutTurns(alt)}”` : "Image"}
      {typeof src === "string" && src !== "" && `: ${src}`}
    </span>
  ),
  code: ({ children }) => <code className="rounded-sm bg-surface-3 px-1 font-mono text-sm">{children}</code>,
  pre: ({ node }) => node && <CodePiece text={toText(node).replace(/\n$/, "")} language={languageOf(node)} />,
  input: ({ checked }) => <span>{checked ? "☑ " : "☐ "}</span>,
  table: ({ children }) => (
    <section
      aria-label="Table"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard.
      tabIndex={0}
      className="overflow-x-auto"
    >
      <table dir="auto" className="wrap-normal text-sm">
        {children}
      </table>
    </section>
  ),
  th: ({ children, style }) => (
    <th style={style} className="border border-line bg-surface-2 px-2 py-1 text-start font-medium">
      {children}
    </th>
  ),
  td: ({ children, style }) => (
    <td style={style} className="border border-line px-2 py-1">
      {children}
    </td>
  ),
};

/** One block of Markdown. HTML in it is text like any other. */
export function MarkdownProse({ text }: { text: string }) {
  return (
    <Markdown
      remarkPlugins={[remarkGfm]}
      rehypePlugins={[steadyWords]}
      components={components}
      urlTransform={(url) => url}
    >
      {text}
    </Markdown>
  );
}
