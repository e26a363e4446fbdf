import type { Metadata } from "next";
import { BackendPage } from "#components/backends/backend-page.tsx";
import { viewNamed } from "#components/command/views-of.ts";
import { LinkButton } from "#components/ui/button.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { paths } from "#lib/paths.ts";
import { listCommands, readBackends, readServers } from "#lib/server/reads.ts";

type PageProps = { params: Promise<{ id: string }> };

const find = async ({ params }: PageProps) => {
  const { id } = await params;
  return readBackends().backends.find((backend) => backend.id === decodeURIComponent(id));
};

export async function generateMetadata(props: PageProps): Promise<Metadata> {
  return { title: (await find(props))?.name ?? "No such server" };
}

export default async function OneBackendPage(props: PageProps) {
  const backend = await find(props);
  if (backend) {
    const config =
      backend.kind === "ollama" && backend.isLocal
        ? { setup: await readServers(), view: viewNamed(listCommands(), "backend-config") }
        : undefined;
    return <BackendPage key={backend.id} initial={backend} config={config} />;
  }
  return (
    <Empty
      title="No such server is known"
      actions={<LinkButton href={paths.backends()}>See all servers</LinkButton>}
    >
      It was removed, has another address now, or is no longer found on this machine.
    </Empty>
  );
}
