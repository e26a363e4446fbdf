"use client";

import { BrokenPage, type BrokenPageProps } from "#components/shell/broken-page.tsx";

export default function ErrorPage(props: BrokenPageProps) {
  return (
    <main className="mx-auto max-w-2xl px-4 py-16">
      <BrokenPage {...props} />
    </main>
  );
}
