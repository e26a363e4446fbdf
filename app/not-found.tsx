import type { Metadata } from "next";
import { Brand } from "#components/shell/brand.tsx";
import { NothingHere } from "#components/shell/nothing-here.tsx";

export const metadata: Metadata = { title: "Nothing here" };

export default function NotFound() {
  return (
    <main className="mx-auto flex max-w-2xl flex-col gap-6 px-4 py-16">
      <h1 className="self-center">
        <Brand />
      </h1>
      <NothingHere />
    </main>
  );
}
