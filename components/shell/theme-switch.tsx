"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { type Theme, themes, themeWords } from "./theme.ts";
import { useTheme } from "./use-theme.ts";

const icons = {
  system: <Monitor aria-hidden="true" />,
  light: <Sun aria-hidden="true" />,
  dark: <Moon aria-hidden="true" />,
} as const;

/** One press goes to the next of the three; it says where it stands and what comes. */
export function ThemeSwitch({ initial }: { initial: Theme }) {
  const [theme, choose] = useTheme(initial);
  const next = themes[(themes.indexOf(theme) + 1) % themes.length] ?? "system";
  const label = `Theme: ${themeWords[theme]}. Switch to ${themeWords[next]}`;
  return (
    <Button
      variant="ghost"
      icon={icons[theme]}
      aria-label={label}
      title={label}
      onClick={() => choose(next)}
    />
  );
}

/** The same choice with all three in sight. */
export function ThemeChoice({ initial }: { initial: Theme }) {
  const [theme, choose] = useTheme(initial);
  return (
    <fieldset className="flex w-fit gap-0.5 rounded-md border border-line bg-surface-2 p-0.5">
      <legend className="sr-only">Theme</legend>
      {themes.map((one) => (
        <label
          key={one}
          className="flex h-7 cursor-pointer items-center gap-2 rounded-sm px-3 text-muted transition-colors has-checked:bg-surface-1 has-checked:text-ink has-checked:shadow-[0_0_0_1px_var(--color-line)] has-focus-visible:outline-2 has-focus-visible:outline-accent [&_svg]:size-4"
        >
          <input
            type="radio"
            name="theme"
            value={one}
            checked={theme === one}
            onChange={() => choose(one)}
            className="sr-only"
          />
          {icons[one]}
          {themeWords[one]}
        </label>
      ))}
    </fieldset>
  );
}
