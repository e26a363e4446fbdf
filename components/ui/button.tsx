import Link from "next/link";
import { Children, type ComponentProps, type MouseEvent, type ReactNode } from "react";
import { cn } from "#lib/cn.ts";
import { Spinner } from "./spinner.tsx";

const shape =
  "inline-flex shrink-0 select-none items-center justify-center gap-2 whitespace-nowrap rounded-md border font-medium transition-colors [&_svg]:size-4 [&_svg]:shrink-0";
const inert =
  "disabled:cursor-not-allowed disabled:opacity-55 aria-disabled:cursor-not-allowed aria-disabled:opacity-55";

const variants = {
  primary: "border-transparent bg-accent text-accent-ink hover:bg-accent-strong",
  secondary: "border-line bg-surface-1 text-ink hover:border-line-strong hover:bg-surface-2",
  ghost: "border-transparent bg-transparent text-ink hover:bg-surface-3",
  danger: "border-transparent bg-danger text-danger-ink hover:bg-danger-strong",
} as const;

const sizes = {
  sm: "h-7 px-2 text-sm has-[>svg:only-child]:w-7 has-[>svg:only-child]:px-0",
  md: "h-8 px-3 text-base has-[>svg:only-child]:w-8 has-[>svg:only-child]:px-0",
} as const;

type Look = {
  variant?: keyof typeof variants;
  size?: keyof typeof sizes;
  icon?: ReactNode;
};

function looksOf({ variant = "secondary", size = "md" }: Look, className: string | undefined): string {
  return cn(shape, inert, variants[variant], sizes[size], className);
}

/** An icon beside bare text would count as the only child, and the button as square. */
function wordsIn(children: ReactNode): ReactNode {
  const hasText = Children.toArray(children).some((child) => typeof child !== "object");
  return hasText ? <span className="contents">{children}</span> : children;
}

export type ButtonProps = ComponentProps<"button"> & Look & { busy?: boolean };

/** A press that does nothing, not even submit. */
const refusePress = (event: MouseEvent) => event.preventDefault();

/** A busy button keeps its words, its width and the focus, and cannot be pressed twice. */
export function Button({
  variant = "secondary",
  size = "md",
  icon,
  busy = false,
  className,
  children,
  type = "button",
  disabled = false,
  ...rest
}: ButtonProps) {
  return (
    <button
      data-slot="button"
      type={type}
      disabled={disabled}
      className={looksOf({ variant, size }, className)}
      {...rest}
      {...(busy && { "aria-busy": true, "aria-disabled": true, onClick: refusePress })}
    >
      {busy ? <Spinner /> : icon}
      {wordsIn(children)}
    </button>
  );
}

export type LinkButtonProps = ComponentProps<typeof Link> & Look;

export function LinkButton({
  variant = "secondary",
  size = "md",
  icon,
  className,
  children,
  ...rest
}: LinkButtonProps) {
  return (
    <Link data-slot="link-button" className={looksOf({ variant, size }, className)} {...rest}>
      {icon}
      {wordsIn(children)}
    </Link>
  );
}
