import { type ClassValue, clsx } from "clsx";

/** Joins class names; what comes later in the stylesheet's layers wins, so callers pass placement, not looks. */
export function cn(...classes: ClassValue[]): string {
  return clsx(classes);
}
