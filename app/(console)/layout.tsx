import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { ConsoleFrame } from "#components/shell/console-frame.tsx";
import { parseTheme, themeCookie } from "#components/shell/theme.ts";

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const theme = parseTheme((await cookies()).get(themeCookie)?.value);
  return <ConsoleFrame theme={theme}>{children}</ConsoleFrame>;
}
