import type { Metadata } from "next";
import { Alert } from "#components/ui/alert.tsx";
import { Card, CardBody, CardHeader } from "#components/ui/card.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Section } from "#components/ui/section.tsx";

export const metadata: Metadata = { title: "Backends" };

/** The ports are those that the original tool expects each server at. */
const backends = [
  { name: "vLLM", serves: "Safetensors, AWQ, GPTQ, FP8", command: "vllm serve <model> --port 24001" },
  {
    name: "LMDeploy",
    serves: "Safetensors, AWQ",
    command: "lmdeploy serve api_server <model> --server-port 24001",
  },
  { name: "llama.cpp", serves: "GGUF", command: "llama-server -m <file> --port 8080" },
  { name: "Ollama", serves: "its own store", command: "ollama serve" },
] as const;

export default function BackendsPage() {
  return (
    <div className="flex max-w-4xl flex-col gap-8">
      <Alert title="The console does not watch or start backends yet.">
        Start them in a terminal with the commands below. The entry of a model says which backend it is meant
        for and where its file lies.
      </Alert>
      <Section
        title="Start a backend by hand"
        description="Put a model's path or file where <model> or <file> stands."
      >
        <div className="grid gap-4 lg:grid-cols-2">
          {backends.map(({ name, serves, command }) => (
            <Card key={name}>
              <CardHeader className="justify-between">
                <h3>{name}</h3>
                <span className="font-normal text-muted text-sm">{serves}</span>
              </CardHeader>
              <CardBody>
                <CodeBlock text={command} label={`the command that starts ${name}`} />
              </CardBody>
            </Card>
          ))}
        </div>
      </Section>
    </div>
  );
}
