import type { ForeignLines } from "#cli-bridge/protocol/server-setup.ts";

type Values = Readonly<Record<string, string>>;

/** Where the variables go that a server is told which somebody else starts. */
export function foreignLinesOf(values: Values): ForeignLines[] {
  const variables = Object.entries(values);
  return [
    {
      system: "Linux (systemd)",
      where: "sudo systemctl edit ollama.service",
      text: [
        "[Service]",
        ...variables.map(([name, value]) => `Environment="${name}=${toSystemd(value)}"`),
      ].join("\n"),
      afterwards: "sudo systemctl daemon-reload && sudo systemctl restart ollama",
    },
    {
      system: "macOS (launchd)",
      where: "Terminal",
      text: variables.map(([name, value]) => `launchctl setenv ${name} ${toShellWord(value)}`).join("\n"),
      afterwards: "Quit Ollama in the menu bar and open it again.",
    },
    {
      system: "Windows",
      where: "PowerShell",
      text: variables
        .map(
          ([name, value]) =>
            `[Environment]::SetEnvironmentVariable('${name}', '${value.replaceAll("'", "''")}', 'User')`,
        )
        .join("\n"),
      afterwards: "Quit Ollama in the task bar and open it again.",
    },
  ];
}

/** A percent sign begins a specifier there. */
const toSystemd = (value: string) => value.replaceAll("\\", "\\\\").replaceAll("%", "%%");
const toShellWord = (value: string) => `'${value.replaceAll("'", `'\\''`)}'`;
