import type { BackendAnswer } from "#cli-bridge/protocol/backend-answer.ts";

export type Language = "curl" | "python" | "typescript";
export type Tongue = "native" | "openai" | "anthropic";
export type Snippet = { tongue: Tongue; language: Language; text: string };

type Subject = Pick<BackendAnswer, "kind" | "url" | "hasToken">;
type Call = { path: string; body: object; answer: string; headers?: Record<string, string> };

const question = "Why is the sky blue? One sentence.";
const tokensMax = 128;
const keyVariable = "BACKEND_KEY";

export const tongueWords: Record<Tongue, string> = {
  native: "Its own",
  openai: "OpenAI",
  anthropic: "Anthropic",
};

/** The same question in the words that a server understands. `answer` is the way to the text in what comes back. */
function callOf(tongue: Tongue, { kind }: Subject, model: string): Call | undefined {
  const messages = [{ role: "user", content: question }];
  if (tongue === "openai")
    return {
      path: "/v1/chat/completions",
      body: { model, messages, max_tokens: tokensMax },
      answer: "choices.0.message.content",
    };
  if (tongue === "anthropic")
    return {
      path: "/v1/messages",
      body: { model, messages, max_tokens: tokensMax },
      answer: "content.0.text",
      headers: { "anthropic-version": "2023-06-01" },
    };
  if (kind === "ollama")
    return { path: "/api/chat", body: { model, messages, stream: false }, answer: "message.content" };
  if (kind === "lmstudio")
    return {
      path: "/api/v1/chat",
      body: { model, input: question, store: false },
      answer: "output.0.content",
    };
  return undefined;
}

/** A call that runs as it is pasted: nothing to install, nothing to fill in but a key where one is asked for. */
export function snippetOf(
  subject: Subject,
  model: string,
  { tongue, language }: { tongue: Tongue; language: Language },
): string | undefined {
  const call = callOf(tongue, subject, model);
  if (!call) return undefined;
  const url = `${subject.url.replace(/\/+$/, "")}${call.path}`;
  const headers = { "Content-Type": "application/json", ...call.headers };
  return writers[language]({ ...call, url, headers, hasToken: subject.hasToken });
}

type Written = Call & { url: string; headers: Record<string, string>; hasToken: boolean };

const writers: Record<Language, (call: Written) => string> = {
  curl: ({ url, headers, body, hasToken }) =>
    [
      `curl ${quoted(url)}`,
      ...Object.entries(headers).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
      ...(hasToken ? [`-H "Authorization: Bearer $${keyVariable}"`] : []),
      `-d ${quoted(JSON.stringify(body))}`,
    ].join(" \\\n  "),
  python: ({ url, headers, body, answer, hasToken }) =>
    [
      `import json${hasToken ? ", os" : ""}, urllib.request`,
      "",
      "request = urllib.request.Request(",
      `    ${JSON.stringify(url)},`,
      `    data=json.dumps(json.loads(${JSON.stringify(JSON.stringify(body))})).encode(),`,
      `    headers={${[
        ...Object.entries(headers).map(
          ([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`,
        ),
        ...(hasToken ? [`"Authorization": "Bearer " + os.environ["${keyVariable}"]`] : []),
      ].join(", ")}},`,
      ")",
      "with urllib.request.urlopen(request) as response:",
      `    print(json.load(response)${stepsOf(answer)})`,
    ].join("\n"),
  typescript: ({ url, headers, body, answer, hasToken }) =>
    [
      `const response = await fetch(${JSON.stringify(url)}, {`,
      '  method: "POST",',
      `  headers: ${headersIn(headers, hasToken)},`,
      `  body: JSON.stringify(${JSON.stringify(body)}),`,
      "});",
      "if (!response.ok) throw new Error(await response.text());",
      "const answer = await response.json();",
      `console.log(answer${stepsOf(answer)});`,
    ].join("\n"),
};

const headersIn = (headers: Record<string, string>, hasToken: boolean): string => {
  const said = Object.entries(headers).map(
    ([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`,
  );
  const key = hasToken ? [`Authorization: \`Bearer \${process.env.${keyVariable}}\``] : [];
  return `{ ${[...said, ...key].join(", ")} }`;
};

/** `choices.0.text` as both languages write it. */
const stepsOf = (way: string): string =>
  way
    .split(".")
    .map((step) => (/^\d+$/.test(step) ? `[${step}]` : `[${JSON.stringify(step)}]`))
    .join("");

/** In single quotes a shell reads nothing but the quote itself. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
