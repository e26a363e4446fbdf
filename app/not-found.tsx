import type { Metadata } from "next";
import { NothingHere } from "#components/shell/nothing-here.tsx";

export const metadata: Metadata = { title: "Nothing here" };

export default function NotFound() {
  return (
    <main className="mx-auto max-w-2xl px-4 py-16">
      <NothingHere />
    </main>
  );
}
