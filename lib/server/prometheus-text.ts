export type Figure = { labels?: Readonly<Record<string, string>>; value: number | undefined };

type Metric = { name: string; type: "gauge" | "counter"; help: string; figures: readonly Figure[] };

/** Figures as Prometheus reads them, version 0.0.4 of its text. What is unknown is left out, never zero. */
export function toPrometheusText(metrics: readonly Metric[]): string {
  return metrics.map(toLines).join("");
}

function toLines({ name, type, help, figures }: Metric): string {
  const known = figures.flatMap(({ labels = {}, value }) =>
    value === undefined ? [] : [`${name}${toLabels(labels)} ${value}\n`],
  );
  if (known.length === 0) return "";
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${known.join("")}`;
}

function toLabels(labels: Readonly<Record<string, string>>): string {
  const said = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return said.length === 0 ? "" : `{${said.join(",")}}`;
}

const escaped = (text: string): string =>
  text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
